using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Execution;
using SparkLoad.EmbeddedSpark.Faults;
using SparkLoad.EmbeddedSpark.Service;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Hosting;

/// <summary>Listens on the loopback interface, says where on standard output, and serves until it is told to stop.</summary>
internal static class Endpoint
{
    private const int MaxReceiveBytes = 128 * 1024 * 1024; // as Spark's servers
    private const int StreamsPerConnection = 1000;

    public static async Task RunAsync(EndpointOptions options)
    {
        // Every running query holds a thread while DuckDB works; waiting for the pool to grow would look like a slow server.
        ThreadPool.SetMinThreads(64, 64);
        var app = Build(options);
        await using (app.ConfigureAwait(false))
        {
            try
            {
                await app.StartAsync().ConfigureAwait(false);
            }
            catch (IOException inUse)
            {
                throw new OptionException($"--port {options.Port} cannot be used: {inUse.Message}");
            }

            if (!options.Stay)
            {
                new StandardInputWatch(app.Lifetime).Start();
            }

            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            await Console.Out.WriteLineAsync($"listening {addresses.Single()}").ConfigureAwait(false);
            await Console.Out.FlushAsync().ConfigureAwait(false);
            await app.WaitForShutdownAsync().ConfigureAwait(false);
        }
    }

    private static WebApplication Build(EndpointOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a failed start is told in one sentence
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxReceiveBytes;
            grpc.MaxSendMessageSize = null;
        });
        builder.Services
            .AddSingleton(options)
            .AddSingleton(options.Version)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<DuckDatabase>()
            .AddSingleton<FaultPlan>()
            .AddSingleton<SessionRegistry>()
            .AddSingleton<RequestGuard>()
            .AddSingleton<PlanRunner>()
            .AddSingleton<PlanAnalysis>();
        var app = builder.Build();
        app.Services.GetRequiredService<DuckDatabase>(); // ready before it says so
        app.MapGrpcService<SparkConnectEndpoint>();
        return app;
    }
}
