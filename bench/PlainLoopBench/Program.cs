using System.Globalization;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.PlainLoopBench;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

// The engine and a plain gRPC loop on the same schedule, in alternating turns against the same server: what does the engine add?
//   dotnet run -c Release --project bench/PlainLoopBench [queries per second, default 20] [seconds a turn, default 20] [turns, default 7]
// The client and the bare protocol, each as fast as it can, in alternating blocks: what does the client add?
//   dotnet run -c Release --project bench/PlainLoopBench client [rounds, default 20]
const string query = "fares by passenger count";
var isOfClient = args.FirstOrDefault() == "client";
var perSecond = isOfClient ? 0 : Argument(0, 20);
var length = TimeSpan.FromSeconds(isOfClient ? 0 : Argument(1, 20));
var turns = isOfClient ? Argument(1, 20) : Argument(2, 7);
var folder = Directory.CreateTempSubdirectory("sparkload-plain-loop-").FullName;
try
{
    var settings = SuiteSettings.Load();
    var queries = QueryCatalog.Read(settings.Home);
    await using var targets = new TargetCatalog(settings, queries, folder);
    var target = await targets.ReachAsync(SparkName.OfVersion("4.1.1"), withTrips: true, CancellationToken.None);
    if (isOfClient)
    {
        await ClientAsync(target, queries);
        return;
    }

    using var plain = new PlainLoop(target.Info.Address, queries.Find(query).Text);
    var (ours, theirs) = (new List<Turn>(), new List<Turn>());
    await EngineWarmUp.RunAsync(TimeProvider.System, CancellationToken.None);
    await EngineAsync();
    await PlainAsync();
    Console.WriteLine($"{target.Info.ReportedVersion}, \"{query}\" {perSecond} times per second, medians of {turns} alternating turns of "
        + $"{length.TotalSeconds} s");
    for (var turn = 0; turn < turns; turn++)
    {
        // Who goes first changes, so that what drifts strikes both.
        if (turn % 2 == 0)
        {
            ours.Add(await EngineAsync());
            theirs.Add(await PlainAsync());
        }
        else
        {
            theirs.Add(await PlainAsync());
            ours.Add(await EngineAsync());
        }
    }

    Console.WriteLine("| | engine | plain loop | ratio |\n|---|---|---|---|");
    Print("answers per second", turn => turn.PerSecond);
    Print("median, ms", turn => turn.Median);
    Print("95th percentile, ms", turn => turn.P95);
    Print("99th percentile, ms", turn => turn.P99);

    async Task<Turn> EngineAsync()
    {
        var plan = new LoadPlan(query, new OpenLoad(Rate.PerSecondOf(perSecond), length));
        var load = await new LoadRunner(TimeProvider.System).RunAsync(
            new LoadJob(plan, (index, token) => target.OpenClientAsync(index, new ClientTerms(), token)),
            NoMonitor.Instance, SilentObserver.Instance, CancellationToken.None);
        var result = load.ToResult();
        var latency = result.LatencyMs.Scheduled.Percentiles;
        return new Turn(result.ThroughputPerSecond, latency["50"] ?? double.NaN, latency["95"] ?? double.NaN, latency["99"] ?? double.NaN);
    }

    async Task<Turn> PlainAsync()
    {
        var (latencies, rate) = await plain.RunAsync(perSecond, length);
        Array.Sort(latencies);
        return new Turn(rate, Rank(latencies, 0.5), Rank(latencies, 0.95), Rank(latencies, 0.99));
    }

    void Print(string name, Func<Turn, double> figure)
    {
        var (engine, loop) = (Rank([.. ours.Select(figure).Order()], 0.5), Rank([.. theirs.Select(figure).Order()], 0.5));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {engine:0.00} | {loop:0.00} | {engine / loop:0.000} |"));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

async Task ClientAsync(SparkTarget target, QueryCatalog queries)
{
    await using var cost = new ClientCost(target.Info.Address, turns);
    Console.WriteLine($"{target.Info.ReportedVersion}, {turns} rounds; load average {LoadAverage()}");
    Console.WriteLine("| | client | bare protocol | ratio | 95% interval |\n|---|---|---|---|---|");
    var (one, million) = (queries.Find("select one").Text, queries.Find("a million trips").Text);
    await cost.PrintAsync("SELECT 1", one, block: 200, warmUp: 1000, decoded: false);
    await cost.PrintAsync("a million trips counted", million, block: 3, warmUp: 5, decoded: false);
    await cost.PrintAsync("a million trips as Arrow batches", million, block: 3, warmUp: 5, decoded: true);
    Console.WriteLine($"load average {LoadAverage()}");
}

static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

static double Rank(double[] ordered, double share) => ordered[(int)Math.Ceiling(share * ordered.Length) - 1];

int Argument(int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;

internal readonly record struct Turn(double PerSecond, double Median, double P95, double P99);
