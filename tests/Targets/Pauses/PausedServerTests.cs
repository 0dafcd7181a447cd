using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Pauses;

/// <summary>
/// A server whose process is paused for 1.4 s under load: no load of the engine may miss it, and a loop that times each query after
/// the previous answer does. All delays asserted on are those that the test causes. On a real Spark it takes three minutes and a machine
/// that does nothing else, so there it is run by hand.
/// </summary>
[TestFixture("embedded", 0.05)]
[TestFixture("3.5.8", 0.1, Category = "needs-spark", Explicit = true, Reason = ByHand)]
[TestFixture("4.1.1", 0.1, Category = "needs-spark", Explicit = true, Reason = ByHand)]
[CancelAfter(480_000)]
[Platform(Exclude = "Win", Reason = "Windows has no signal that stops a process.")]
internal sealed class PausedServerTests(string server, double tolerance)
{
    private const string Query = "select one";
    private const string ByHand = "By hand: three minutes each, on a machine that does nothing else.";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.4);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PauseAt = TimeSpan.FromSeconds(10.05);

    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-pause").FullName;
    private TargetCatalog? _catalog;
    private SparkTarget? _target;

    /// <summary>A fresh Java compiles for a minute what the load asks.</summary>
    private TimeSpan WarmUp => TimeSpan.FromSeconds(server == "embedded" ? 10 : 60);

    private string Version => server == "embedded" ? "4.1.1" : server;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _catalog ??= new(
            TestSettings.Of(
                (SettingKeys.Target(SparkName.OfVersion(Version)), server == "embedded"
                    ? "embedded"
                    : RealSpark.Home(server)), ("SPARKLOAD_DURATION_SCALE", "1")),
            SuiteQueries.All, _folder);
        _target = await _catalog.ReachAsync(Version, withTrips: false, CancellationToken.None);
        await EngineWarmUp.RunAsync(TimeProvider.System, CancellationToken.None);
        if (server != "embedded")
        {
            // What is stopped must be Java itself, not a script that waits for it.
            (await File.ReadAllTextAsync($"/proc/{_target.ServerProcessId}/comm")).Trim().ShouldBe("java");
        }
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_catalog is not null)
        {
            await _catalog.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Pause_OfTheServer_IsSeenByEveryLoadAndMissedByANaiveLoop(CancellationToken cancellationToken)
    {
        LoadPlan[] plans =
        [
            // Five queries are under way when it stops, which are less than 1% only of so many.
            new(Query, new ClientLoad(5, Rate.Every(TimeSpan.FromMilliseconds(100)), Length))
            {
                Name = "5 clients on schedules of their own", WarmUp = WarmUp,
            },
            new(Query, new OpenLoad(Rate.PerSecondOf(20), Length))
            {
                Name = "open load, 20 per second", WarmUp = TimeSpan.FromSeconds(5),
            },
        ];
        var (own, open, naive, pause, catchingUp, busy) = await RunLoadsAsync(plans, cancellationToken);
        var median = own.LatencyMs.Service.Percentiles["50"]!.Value;
        // The first query of each session is in the warm-up, so that all 200 of a client count.
        var expected = Enumerable.Repeat(PauseArithmetic.Latencies(200, 100, median, catchingUp, pause.From, pause.To), 5)
            .SelectMany(client => client)
            .ToArray();
        var (expectedMax, expected99) = (expected.Max(), PauseArithmetic.Percentile(expected, 0.99));

        Print("by arithmetic", $"{expected99:0}", $"{expectedMax:0}", "", "", "");
        Print(own);
        Print(open);
        Print("naive loop", "", "", $"{PauseArithmetic.Percentile(naive, 0.99):0}", $"{naive.Max():0}", "");
        own.Failed.ShouldBe(0);
        own.LatencyMs.Scheduled.Max!.Value.ShouldBe(expectedMax, (expectedMax * tolerance) + busy);
        own.LatencyMs.Scheduled.Percentiles["99"]!.Value.ShouldBe(expected99, (expected99 * tolerance) + busy);
        own.LatencyMs.Service.Percentiles["99"]!.Value.ShouldBeLessThan(Pause.TotalMilliseconds / 2);
        var length = pause.To - pause.From;
        open.LatencyMs.Service.Max!.Value.ShouldBe(length, (length * 2 * tolerance) + busy);
        open.LatencyMs.Scheduled.Max!.Value.ShouldBe(open.LatencyMs.Service.Max.Value, (length * tolerance) + busy);
        open.LatencyMs.DispatchDelay.Max!.Value.ShouldBeLessThan(Pause.TotalMilliseconds / 4);
        PauseArithmetic.Percentile(naive, 0.99).ShouldBeLessThan(Pause.TotalMilliseconds / 4);
    }

    /// <summary>Both loads and the naive loop at once, so that all see the same pause.</summary>
    /// <returns>What both measured, and the worst that this machine did to a query before the pause, ms.</returns>
    private async Task<(LoadResult Own, LoadResult Open, double[] Naive, (double From, double To) Pause, double CatchingUp, double Busy)>
        RunLoadsAsync(LoadPlan[] plans, CancellationToken cancellationToken)
    {
        await using var naiveClient = await _target!.OpenClientAsync(0, new ClientTerms(), cancellationToken);
        await naiveClient.ExecuteAsync(new(Query), cancellationToken);
        var observer = new BeginningObserver();
        var jobs = plans.Select(plan => new LoadJob(plan, (index, token) => _target!.OpenClientAsync(index, new ClientTerms(), token)))
            .ToArray();
        var running = new LoadRunner(TimeProvider.System).RunAsync(jobs, NoMonitor.Instance, observer, cancellationToken);
        await observer.Began.WaitAsync(cancellationToken);
        var naive = NaiveLoopAsync(naiveClient, cancellationToken);
        await Task.Delay(PauseAt, cancellationToken);
        var (from, to) = await ProcessPause.HoldAsync(_target!.ServerProcessId!.Value, Pause, cancellationToken);
        var loads = await running;
        var (own, open) = (loads[0].ToResult(), loads[1].ToResult());
        var began = loads[0].StartedAt;
        var pause = (From: (from - began).TotalMilliseconds, To: (to - began).TotalMilliseconds);
        double[] waited =
        [
            .. observer.Queries.Where(query => query.Load == own.Name && query.Started >= pause.To && query.Started > query.Planned + 10)
                .Select(query => query.Ended!.Value - query.Started!.Value),
        ];
        var busy = observer.Queries.Where(query => query.Ended < pause.From).Max(query => query.Ended!.Value - query.Planned);
        return (own, open, await naive, pause, waited.Length == 0 ? 0 : PauseArithmetic.Percentile(waited, 0.5), busy);
    }

    /// <summary>How many a load test times its queries: the next one is asked, and its clock started, after the previous answer.</summary>
    private static async Task<double[]> NaiveLoopAsync(ILoadClient client, CancellationToken cancellationToken)
    {
        var latencies = new List<double>();
        var whole = Stopwatch.StartNew();
        while (whole.Elapsed < Length)
        {
            var clock = Stopwatch.StartNew();
            await client.ExecuteAsync(new(Query), cancellationToken);
            latencies.Add(clock.Elapsed.TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }

        return [.. latencies];
    }

    private static void Print(LoadResult load) => Print(
        load.Name, Figure(load.LatencyMs.Scheduled.Percentiles["99"]), Figure(load.LatencyMs.Scheduled.Max),
        Figure(load.LatencyMs.Service.Percentiles["99"]), Figure(load.LatencyMs.Service.Max), Figure(load.LatencyMs.DispatchDelay.Max));

    private static void Print(
        string name,
        string scheduled99,
        string scheduledMax,
        string service99,
        string serviceMax,
        string dispatchMax) =>
        TestContext.Out.WriteLine(
            $"| {name,-36} | scheduled p99 {scheduled99,6} max {scheduledMax,6} | service p99 {service99,6} max {serviceMax,6} | "
                + $"dispatch delay max {dispatchMax,6} | ms");

    private static string Figure(double? value) => value?.ToString("0", CultureInfo.InvariantCulture) ?? "none";
}
