using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>A server on a real socket that answers each RPC as the test says, and remembers what it was asked.</summary>
internal sealed class ScriptedSpark : IAsyncDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;

    private ScriptedSpark(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public ConcurrentQueue<object> Requests { get; } = new();

    /// <summary>What each ExecutePlan or ReattachExecute does, in order.</summary>
    public ConcurrentQueue<Func<StreamTurn, Task>> Streams { get; } = new();

    public Func<FetchErrorDetailsRequest, FetchErrorDetailsResponse> Details { get; set; } = _ => new();

    public Func<ReleaseSessionRequest, ReleaseSessionResponse> Release { get; set; } = request => new() { SessionId = request.SessionId };

    public Func<ConfigRequest, ConfigResponse> Config { get; set; } = _ => new();

    /// <summary>What it says to each analysis of a schema.</summary>
    public DataType Schema { get; set; } = Struct("x", new() { Integer = new() });

    /// <summary>What each analysis does before it is answered, in order; then nothing.</summary>
    public ConcurrentQueue<Action<AnalyzePlanRequest>> Analyses { get; } = new();

    public string ServerSideSessionId { get; set; } = "";

    /// <summary>The token that it asks for, and how it refuses any other one; null lets everybody in.</summary>
    public Gate? Gate { get; set; }

    public static DataType Struct(string name, DataType field) =>
        new() { Struct = new() { Fields = { new DataType.Types.StructField { Name = name, DataType = field } } } };

    public static async Task<ScriptedSpark> StartAsync(Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            listen?.Invoke(options);
        }));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<ScriptedService>, ScriptedMethods>());
        var app = builder.Build();
        var spark = new ScriptedSpark(app);
        app.Use((context, next) => spark.Gate is { } gate && !gate.Admits(context) ? gate.RefuseAsync(context) : next(context));
        app.MapGrpcService<ScriptedService>();
        app.Services.GetRequiredService<IEnumerable<IServiceMethodProvider<ScriptedService>>>().OfType<ScriptedMethods>().Single().Script =
            spark;
        await app.StartAsync();
        spark.Address = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"sc://127.0.0.1:{new Uri(app.Urls.Single()).Port}");
        return spark;
    }

    public IReadOnlyList<T> Received<T>() => [.. Requests.OfType<T>()];

    /// <summary>Waits until a request of this kind has come; releases come alongside the reader.</summary>
    public async Task<T> WaitForAsync<T>(Func<T, bool>? matches = null)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < WaitLimit;)
        {
            if (Requests.OfType<T>().FirstOrDefault(matches ?? (_ => true)) is { } found)
            {
                return found;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException(
            $"No {typeof(T).Name} came; there were {string.Join(", ", Requests.Select(request => request.GetType().Name))}.");
    }

    /// <summary>Ends the server; what is open is cut after a second.</summary>
    public async Task StopAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(limit.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
    }

    public async Task AnswerAsync(
        object request, string sessionId, string operationId, IServerStreamWriter<ExecutePlanResponse> stream, ServerCallContext context)
    {
        Requests.Enqueue(request);
        if (!Streams.TryDequeue(out var turn))
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "The script has no further stream."));
        }

        await turn(new StreamTurn(this, sessionId, operationId, stream, context));
    }
}
