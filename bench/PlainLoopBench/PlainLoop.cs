using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Spark.Connect;

namespace SparkLoad.PlainLoopBench;

/// <summary>
/// The shortest program that sends a query on a schedule: generated stubs, one task a query, no engine and no client of ours.
/// </summary>
internal sealed class PlainLoop(string address, string sql) : IDisposable
{
    private static readonly TimeSpan Spin = TimeSpan.FromMilliseconds(2);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress($"http://{address}");
    private readonly string _session = Guid.NewGuid().ToString();

    /// <returns>Latency of each query but the first from its planned start, ms; and answers per second.</returns>
    public async Task<(double[] Latencies, double PerSecond)> RunAsync(int perSecond, TimeSpan length)
    {
        var service = new SparkConnectService.SparkConnectServiceClient(_channel);
        var count = (int)(perSecond * length.TotalSeconds);
        var queries = new Task<double>[count];
        var clock = Stopwatch.StartNew();
        await Task.Factory.StartNew(
            () =>
            {
                for (var n = 0; n < count; n++)
                {
                    var due = TimeSpan.FromSeconds((double)n / perSecond);
                    Wait(clock, due);
                    queries[n] = Task.Run(() => AskAsync(service, clock, due));
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var latencies = await Task.WhenAll(queries);
        var inTime = latencies.Where((latency, n) => (n * 1000.0 / perSecond) + latency <= length.TotalMilliseconds).Count();
        return (latencies[1..], inTime / length.TotalSeconds);
    }

    public void Dispose() => _channel.Dispose();

    private static void Wait(Stopwatch clock, TimeSpan due)
    {
        if (due - clock.Elapsed is var left && left > Spin)
        {
            Thread.Sleep(left - Spin);
        }

        while (clock.Elapsed < due)
        {
            Thread.SpinWait(20);
        }
    }

    private async Task<double> AskAsync(SparkConnectService.SparkConnectServiceClient service, Stopwatch clock, TimeSpan due)
    {
        var operation = Guid.NewGuid().ToString();
        var user = new UserContext { UserId = "bench" };
        var request = new ExecutePlanRequest
        {
            SessionId = _session, UserContext = user, OperationId = operation,
            Plan = new Plan { Root = new Relation { Sql = new SQL { Query = sql } } },
            RequestOptions = {
                new ExecutePlanRequest.Types.RequestOption { ReattachOptions = new ReattachOptions { Reattachable = true } } },
        };
        using var call = service.ExecutePlan(request, deadline: DateTime.UtcNow.AddSeconds(60));
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
        }

        var latency = (clock.Elapsed - due).TotalMilliseconds;
        await service.ReleaseExecuteAsync(
            new ReleaseExecuteRequest
            {
                SessionId = _session, UserContext = user, OperationId = operation, ReleaseAll =
                    new ReleaseExecuteRequest.Types.ReleaseAll(),
            },
            deadline: DateTime.UtcNow.AddSeconds(60));
        return latency;
    }
}
