using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Tests.Pauses;

namespace SparkLoad.Targets.Tests.Faults;

/// <summary>One row of the real matrix: a fault, and the measures that it must break, which are all that it may break.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Breaks">Measures of the table; none for the twin.</param>
internal sealed record RealFault(string Name, params string[] Breaks)
{
    private const string Query = "select one";
    private static readonly string[] Latencies = ["median latency", "95th percentile latency", "95th percentile service latency",
        "mean latency", "median latency in every 1-second window"];
    private static readonly string[] Failures = ["failed queries", "throughput", "95th percentile latency", "95th percentile service "
        + "latency", "mean latency", "maximum latency"];
    private static readonly string[] Unseen = ["client CPU per query", "server memory"];
    private static readonly string[] Everything = [.. Latencies, "failed queries", "throughput", "maximum latency"];

    public CriterionVerdict Verdict { get; init; } = CriterionVerdict.NotMet;

    /// <summary>Measures that it makes impossible to judge, besides those that it breaks.</summary>
    public string[] Hides { get; init; } = [];

    /// <summary>Measures that it breaks or not, as it happens.</summary>
    public string[] Perhaps { get; init; } = [];

    public LoadPlan Plan { get; init; } = Steady;

    /// <summary>Before anything is asked, the answers that others are compared with too.</summary>
    public Func<FaultyEndpoint, CancellationToken, Task>? Always { get; init; }

    /// <summary>Before the sessions' first queries.</summary>
    public Func<FaultyEndpoint, CancellationToken, Task>? Before { get; init; }

    /// <summary>While the load runs, from its beginning on.</summary>
    public Func<FaultyEndpoint, CancellationToken, Task>? During { get; init; }

    public Func<ILoadClient, ILoadClient> Client { get; init; } = client => client;

    public string[] Conf { get; init; } = [];

    public ClientTerms Terms { get; init; } = new();

    /// <summary>The server's process is another one, or none, when the load is over.</summary>
    public bool Restarts { get; init; }

    public static LoadPlan Steady => Open(20, seconds: 3);

    private static LoadPlan Clients => Steady with
    {
        Name = "clients", Shape = new ClientLoad(2, Rate.PerSecondOf(5), TimeSpan.FromSeconds(3)),
        QueryTimeout = TimeSpan.FromSeconds(20), DrainLimit = TimeSpan.FromSeconds(20),
    };

    private static LoadPlan Spike => Steady with
    {
        Name = "spike",
        Shape = new StagedLoad(
        [
            Stage.Hold(20, TimeSpan.FromSeconds(2)), Stage.Spike(60, TimeSpan.FromSeconds(1)), Stage.Hold(20, TimeSpan.FromSeconds(9)),
        ]),
    };

    private static LoadPlan Open(decimal perSecond, int seconds) => new(
        Query, new OpenLoad(Rate.PerSecondOf(perSecond), TimeSpan.FromSeconds(seconds)))
    {
        Name = "steady", QueryTimeout = TimeSpan.FromSeconds(1), DrainLimit = TimeSpan.FromSeconds(5),
    };

    public override string ToString() => Name;

    public static IEnumerable<RealFault> All()
    {
        yield return new("nothing");
        yield return new("added latency", Latencies) { During = Switch("latencyMs", 450) };
        yield return new(
            "one slow second", "95th percentile latency", "95th percentile service latency", "median latency in every 1-second window")
        {
            During = async (endpoint, token) =>
            {
                await Task.Delay(900, token);
                await endpoint.SwitchAsync("latencyMs", 450, token);
                await Task.Delay(1100, token);
                await endpoint.SwitchAsync("latencyMs", 0, token);
            },
        };
        yield return new("a cold session", "first query latency")
        {
            Before = (endpoint, token) => endpoint.SwitchAsync("latencyMs", 950, token), During = Switch(
                "latencyMs",
                0,
                afterMs: 10), Plan = Open(5, seconds: 4) with { QueryTimeout = TimeSpan.FromSeconds(5) },
        };
        yield return new("errors", Failures) { During = Switch("errorEvery", 4) };
        yield return new("wrong answers", "answers") { During = Switch("wrongEvery", 40) };
        yield return new("wrong answers from the first "
            + "on", "answers") { Always = (endpoint, token) => endpoint.SwitchAsync("wrongEvery", 1, token) };
        yield return new("missing rows", "rows per query", "answers") { During = Switch("missingEvery", 40) };
        yield return new("throttled bandwidth", [.. Latencies, "throughput", "queries started on time", "maximum latency"]) {
            Plan = Clients,
            During = Switch("bytesPerSecond", 1500) };
        yield return new("nothing, with clients") { Plan = Clients };
        yield return new("slow after the spike", "time to recover")
        {
            Plan = Spike,
            During = async (endpoint, token) =>
            {
                await Task.Delay(2000, token);
                await endpoint.SwitchAsync("latencyMs", 450, token);
                await Task.Delay(4000, token);
                await endpoint.SwitchAsync("latencyMs", 0, token);
            },
        };
        yield return new("nothing, after the spike") { Plan = Spike };
        yield return new("the server goes away", Everything) { Restarts = true, During = Go, Hides = Unseen };
        yield return new("the server restarts", [.. Everything, "retries"])
        {
            Restarts = true,
            Hides = Unseen,
            // Whatever was under way when it went.
            Perhaps = ["reattaches"],
            Terms = new ClientTerms { Retries = Retries.Brief },
            During = async (endpoint, token) =>
            {
                await Go(endpoint, token);
                await endpoint.ComeAsync(token);
            },
        };
        yield return new("nobody answers for longer than a query may take", [.. Failures, "median latency in every 1-second window"])
        {
            Plan = Open(20, seconds: 6),
            During = async (endpoint, token) =>
            {
                await Task.Delay(1500, token);
                await ProcessPause.HoldAsync(endpoint.ProcessId, TimeSpan.FromSeconds(2.4), token);
            },
        };
        yield return new("nobody answers at all", [.. Everything, "first query latency"])
        {
            Before = (endpoint, token) =>
                endpoint.SwitchAsync("latencyMs", 5000, token), Hides = ["rows per query", "answers", "client CPU per query"],
        };
        yield return new("streams that the server ends", "reattaches")
        {
            Conf = ["spark.connect.execute.reattachable.senderMaxStreamDuration=100ms"], During = Switch("latencyMs", 150),
        };
        yield return new(
            "a stalled generator", [.. Latencies, "throughput", "queries started on time", "maximum latency", "first query latency"])
        {
            // The query that holds it up must itself be answered in time.
            Plan = Steady with { QueryTimeout = TimeSpan.FromSeconds(10) }, Verdict = CriterionVerdict.Inconclusive, Client = client =>
                new FaultyClient(client) { Stalls = TimeSpan.FromSeconds(1.5) },
        };
        yield return new("a leaking client", "client memory") { Client = client => new FaultyClient(client) { Leaks = 10_000_000 } };
        yield return new("a leaking server", "server memory") { During = Switch("leakBytes", 10_000_000) };
        yield return new("a costly client", "client CPU per query") {
            Client = client => new FaultyClient(client) { Burns = TimeSpan.FromMilliseconds(20) } };
    }

    private static Func<FaultyEndpoint, CancellationToken, Task> Switch(
        string fault,
        int value,
        int afterMs = 60) => async (endpoint, token) =>
    {
        // The session's first query is a measure of its own.
        await Task.Delay(afterMs, token);
        await endpoint.SwitchAsync(fault, value, token);
    };

    private static async Task Go(FaultyEndpoint endpoint, CancellationToken cancellationToken)
    {
        await Task.Delay(500, cancellationToken);
        endpoint.Kill();
    }
}
