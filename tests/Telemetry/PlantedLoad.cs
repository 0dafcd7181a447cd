using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;

namespace SparkLoad.Telemetry.Tests;

/// <summary>
/// A load of half a second and more whose queries end in every way there is: answered, failed, timed out, never started because too many
/// are in flight.
/// </summary>
internal static class PlantedLoad
{
    public const string Scenario = "sustained-load";

    private static readonly TargetInfo Spark = new()
    {
        Kind = TargetKind.Remote, Address = "spark.example:15002", StatedVersion = "4.1.1", ReportedVersion = "4.1.1-acme-0",
    };

    public static RunInfo Run { get; } = new()
    {
        Id = "2026-11-27T21-00-00Z-ab12",
        State = RunState.Running,
        StartedAt = DateTimeOffset.UnixEpoch,
        Suite = new SuiteInfo("1.2.3", null, null),
        Machine = new MachineInfo("m", "os", "cpu", 2, 1, "10"),
        Runner = "FeatureTests",
    };

    /// <returns>The results of the load and of the one alongside.</returns>
    public static async Task<IReadOnlyList<LoadResult>> RunAsync(RunTelemetry telemetry, double seconds = 1.2)
    {
        var scenario = new ScenarioResult
        {
            Id = Scenario,
            FeatureUri = "Sustained.feature",
            Feature = "Sustained load",
            Scenario = "Sustained load",
            Verdict = ScenarioVerdict.Inconclusive,
            EvidenceParts = new Evidence { Kind = EvidenceKind.Acceptance, Spark = "4.1.1" },
            Target = Spark,
        };
        var duration = TimeSpan.FromSeconds(seconds);
        LoadPlan[] plans =
        [
            new("one", new OpenLoad(Rate.PerSecondOf(200), duration))
            {
                Name = "dashboards",
                Mix = [new QueryShare("one"), new QueryShare("two", 2)],
                QueryTimeout = TimeSpan.FromMilliseconds(150),
                MaxInFlight = 8,
                WarmUp = TimeSpan.FromMilliseconds(100),
            },
            new("schema", new OpenLoad(Rate.PerSecondOf(50), duration)) { Name = "reports" },
        ];
        LoadJob[] jobs = [.. plans.Select(plan => new LoadJob(
            plan, (_, _) => ValueTask.FromResult<ILoadClient>(new PlantedClient(fails: plan.Mix.Count > 1))))];
        var loads = await new LoadRunner(TimeProvider.System).RunAsync(
            jobs, new FixedMonitor(), telemetry.Observe(SilentObserver.Instance, scenario), CancellationToken.None);
        return [.. loads.Select(load => load.ToResult())];
    }

    private sealed class PlantedClient(bool fails) : ILoadClient
    {
        private int _asked;

        public async ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
        {
            var n = Interlocked.Increment(ref _asked);
            var time = !fails ? 3 : n % 13 == 0 ? Timeout.Infinite : 5 + (n * 7 % 40);
            await Task.Delay(time, cancellationToken);
            return fails && n % 10 == 0 ? throw new QueryFailedException("PLANTED", "It was to fail.") : new QueryAnswer(3, 100);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class FixedMonitor : IResourceMonitor
    {
        public ResourceSample Current => new(150, 200_000_000, 1, 1, 1, 3_000_000_000);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken) =>
            Task.FromResult(new ResourcesResult(null, null));
    }
}
