using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>Renders a component to HTML, outside any web server. Numbers that Razor writes follow the current culture: set the invariant one.</summary>
internal sealed class PageRenderer : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly HtmlRenderer renderer;

    public PageRenderer()
    {
        services = new ServiceCollection().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
        renderer = new(services, NullLoggerFactory.Instance);
    }

    /// <param name="writer">Takes the HTML.</param>
    /// <param name="parameters">The component's parameters by name.</param>
    public Task RenderAsync<TComponent>(TextWriter writer, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent =>
        renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
            var root = await renderer.RenderComponentAsync<TComponent>(view);
            root.WriteHtmlTo(writer);
        });

    public async ValueTask DisposeAsync()
    {
        await renderer.DisposeAsync();
        await services.DisposeAsync();
    }
}
