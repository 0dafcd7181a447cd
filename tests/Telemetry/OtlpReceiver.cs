using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using SparkLoad.Telemetry.Tests.Otlp;

namespace SparkLoad.Telemetry.Tests;

internal enum Behaviour
{
    Takes,
    Refuses,
    Hangs,
}

/// <summary>A collector that keeps what it is sent, by OTLP over HTTP or over gRPC.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int GrpcHeader = 5;
    private readonly CancellationTokenSource _ending = new();
    private readonly WebApplication _server;
    private readonly bool _isGrpc;
    private readonly TaskCompletionSource _firstMetrics = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    private OtlpReceiver(WebApplication server, bool isGrpc) => (_server, _isGrpc) = (server, isGrpc);

    public Behaviour Behaviour { get; set; }

    public string Address => _server.Urls.Single();

    public ConcurrentQueue<MetricsRequest> Metrics { get; } = new();

    public ConcurrentQueue<TraceRequest> Traces { get; } = new();

    /// <summary>Values of the header <c>authorization</c> of all requests.</summary>
    public ConcurrentBag<string> Authorizations { get; } = [];

    public int Requests => _requests;

    /// <summary>Over when it has taken metrics for the first time.</summary>
    public Task FirstMetrics => _firstMetrics.Task;

    /// <param name="protocol">As the variable names it.</param>
    /// <param name="behaviour">What it does with a request.</param>
    /// <param name="port">Where it listens; any where 0.</param>
    public static async Task<OtlpReceiver> StartAsync(string protocol, Behaviour behaviour = Behaviour.Takes, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var isGrpc = protocol == "grpc";
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, port, options => options.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var receiver = new OtlpReceiver(builder.Build(), isGrpc) { Behaviour = behaviour };
        receiver._server.Run(receiver.AnswerAsync);
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>The newest state of a metric: its points as they were last sent.</summary>
    public Metric? Newest(string name) => Metrics.SelectMany(MetricsIn).LastOrDefault(metric => metric.Name == name);

    public IEnumerable<Span> Spans() =>
        Traces.SelectMany(request => request.Resources).SelectMany(resource => resource.Scopes).SelectMany(scope => scope.Spans);

    public static IEnumerable<Metric> MetricsIn(MetricsRequest request) =>
        request.Resources.SelectMany(resource => resource.Scopes).SelectMany(scope => scope.Metrics);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _server.DisposeAsync();
        _ending.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        Authorizations.Add(context.Request.Headers.Authorization.ToString());
        if (Behaviour == Behaviour.Hangs)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, context.RequestAborted);
            await Task.Delay(Timeout.Infinite, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (Behaviour == Behaviour.Takes)
        {
            Keep(context.Request.Path.Value!, body.ToArray().AsSpan(_isGrpc ? GrpcHeader : 0));
        }

        await AnswerAsync(context.Response, Behaviour == Behaviour.Takes);
    }

    private void Keep(string path, ReadOnlySpan<byte> message)
    {
        switch (path)
        {
            case "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export":
                Metrics.Enqueue(MetricsRequest.Parser.ParseFrom(message));
                _firstMetrics.TrySetResult();
                break;
            case "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export":
                Traces.Enqueue(TraceRequest.Parser.ParseFrom(message));
                break;
            default:
                throw new InvalidOperationException($"Nothing is sent to {path}.");
        }
    }

    private async Task AnswerAsync(HttpResponse response, bool takes)
    {
        if (!_isGrpc)
        {
            response.StatusCode = takes ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return;
        }

        const int Unavailable = 14;
        response.ContentType = "application/grpc";
        if (takes)
        {
            await response.Body.WriteAsync(new byte[GrpcHeader]);
        }

        response.AppendTrailer("grpc-status", (takes ? 0 : Unavailable).ToString(CultureInfo.InvariantCulture));
    }
}
