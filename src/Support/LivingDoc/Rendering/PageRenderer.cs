using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>
/// Renders a component to HTML, outside any web server. Numbers that Razor writes follow the current culture: set the invariant one.
/// </summary>
internal sealed class PageRenderer : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly HtmlRenderer _renderer;

    public PageRenderer()
    {
        _services = new ServiceCollection().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
        _renderer = new(_services, NullLoggerFactory.Instance);
    }

    /// <param name="writer">Takes the HTML.</param>
    /// <param name="parameters">The component's parameters by name.</param>
    public Task RenderAsync<TComponent>(TextWriter writer, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent =>
        _renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
            var root = await _renderer.RenderComponentAsync<TComponent>(view);
            root.WriteHtmlTo(writer);
        });

    public async ValueTask DisposeAsync()
    {
        await _renderer.DisposeAsync();
        await _services.DisposeAsync();
    }
}
