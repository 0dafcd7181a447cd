using System.Globalization;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;

namespace SparkLoad.EngineBench;

/// <summary>Dispatch delay of an empty operation at several rates, in real time, and what the generator itself uses.</summary>
internal static class ExactStarts
{
    public static async Task PrintAsync(bool longer)
    {
        // As the suite does before its first load: what the first starts compile is in no figure.
        await EngineWarmUp.RunAsync(TimeProvider.System, CancellationToken.None);
        Console.WriteLine("| per second | planned | rate | delay p50 | p99 | max | CPU of one core |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        await PrintAsync(1, longer ? 300 : 100);
        await PrintAsync(100, 20);
        await PrintAsync(1000, 20);
        await PrintAsync(5000, 20);
    }

    private static async Task PrintAsync(decimal perSecond, int seconds)
    {
        var plan = new LoadPlan("nothing", new OpenLoad(Rate.PerSecondOf(perSecond), TimeSpan.FromSeconds(seconds)));
        var before = Environment.CpuUsage.TotalTime;
        var load = await new LoadRunner(TimeProvider.System).RunAsync(
            new LoadJob(plan, (_, _) => ValueTask.FromResult<ILoadClient>(new Nothing())), NoMonitor.Instance,
            SilentObserver.Instance, CancellationToken.None);
        var cpu = (Environment.CpuUsage.TotalTime - before) / TimeSpan.FromSeconds(seconds);
        var result = load.ToResult();
        var delay = result.LatencyMs.DispatchDelay;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {perSecond} | {result.Planned} | {result.ThroughputPerSecond:0.###} | {delay.Percentiles["50"]:0.000} ms | "
                + $"{delay.Percentiles["99"]:0.000} ms | {delay.Max:0.000} ms | {cpu:0.0%} |"));
    }

    private sealed class Nothing : ILoadClient
    {
        public ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new QueryAnswer(1, 1));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
