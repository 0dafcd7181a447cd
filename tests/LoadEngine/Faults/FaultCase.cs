using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Faults;

/// <summary>One row of the fault matrix: a measure, a fault that must break exactly it, and what must come of it.</summary>
internal sealed record FaultCase(string Measure, string MustBe, string Fault)
{
    private static readonly TimeSpan Usual = Ms(20);

    public CriterionVerdict Verdict { get; init; } = CriterionVerdict.NotMet;

    /// <summary>Rows other than the judged one.</summary>
    public IReadOnlyList<(string Measure, string MustBe)> Further { get; init; } = [];

    public LoadPlan Plan { get; init; } = Open(10, TimeSpan.FromMinutes(12)) with { Mix = [new QueryShare("q") { References = [42] }] };

    /// <summary>Runs alongside the plan on the side that is judged.</summary>
    public LoadPlan? Alongside { get; init; }

    /// <summary>How a query goes with the fault.</summary>
    public Func<Asked, Answer> Broken { get; init; } = _ => new Answer(Usual);

    public (TimeSpan From, TimeSpan To)? Stopped { get; init; }

    public Func<TimeSpan, TimeSpan>? GeneratorLate { get; init; }

    public Action<CalmProbe>? Probe { get; init; }

    public ClientResources BrokenClient { get; init; } = FixedMonitor.Client();

    public ServerResources BrokenServer { get; init; } = Server();

    /// <summary>The scenario kills the server then, and it starts after 10 s; null where it does not.</summary>
    public TimeSpan? KilledAfter { get; init; }

    /// <summary>What the load's table had before and after it.</summary>
    public (TableRows Before, TableRows After)? Table { get; init; }

    /// <summary>The same with the fault.</summary>
    public (TableRows Before, TableRows After)? BrokenTable { get; init; }

    /// <summary>How a query goes without the fault.</summary>
    public Func<Asked, Answer> Whole { get; init; } = _ => new Answer(Usual);

    /// <summary>What both sides answered; that it differs is the fault.</summary>
    public ComparedAnswers? Answers { get; init; } = Differing;

    public EvidenceKind Evidence { get; init; } = EvidenceKind.Acceptance;

    private static ComparedAnswers Differing => new(
        3, 1, [new() { Query = "q", ParameterRow = 2, Subject = new("this client", 1, []), Reference = new("other", 2, []) }]);

    public static ServerResources Server(long peak = 2_000_000_000, double growthHigh = 1e7, int? samples = 1_000_000) => new()
    {
        PeakMemoryBytes = peak,
        MemorySamples = samples,
        MemoryGrowthBytesPerHour = growthHigh / 2,
        MemoryGrowthInterval = new Interval(0, growthHigh),
        LiveBefore = new LiveObjects(100_000_000, ExecuteHolders: 0, SessionHolders: 2) { OwnSessions = 2 },
        LiveAfter = new LiveObjects(120_000_000, ExecuteHolders: 0, SessionHolders: 2) { OwnSessions = 2 },
    };

    public override string ToString() => $"{Measure}: {Fault}";

    public static IEnumerable<FaultCase> All()
    {
        var slowMinute = (Asked asked) => new Answer(asked.At >= Seconds(300) && asked.At < Seconds(360) ? Seconds(2) : Usual);
        var errors = (Asked asked) => asked.N % 20 == 7 ? new Answer(Ms(1)) { Error = "BROKEN" } : new Answer(Usual);
        var absent = (Asked _) => new Answer(Ms(1)) { Error = "UNAVAILABLE" };
        var restart = (Asked asked) =>
            asked.At >= Seconds(100) && asked.At < Seconds(130) ? new Answer(Ms(1)) { Error = "UNAVAILABLE" } : new Answer(Usual);
        var slow = (Asked asked) => new Answer(asked.N % 10 == 3 ? Seconds(2) : Usual);
        yield return new("failed queries", "none", "one error") {
            Broken = asked => asked.N == 700 ? new Answer(Usual) { Error = "BROKEN" } : new Answer(Usual) };
        yield return new("failed queries", "under 1%", "errors") { Broken = errors };
        yield return new("failed queries", "none", "one answer too late") {
            Broken = asked => new Answer(asked.N == 700 ? Seconds(61) : Usual) };
        yield return new("failed queries", "none", "one never answered") {
            Broken = asked => new Answer(asked.At > Seconds(719) ? Seconds(1000) : Usual) };
        yield return new("failed queries", "none", "too many in flight") {
            Plan = Open(100, Seconds(60)),
            Broken = _ => new Answer(Seconds(30)) };
        yield return new("failed queries", "none", "the network is gone for a minute") { Stopped = (Seconds(100), Seconds(161)) };
        yield return new("failed queries", "none", "the server is absent") { Broken = absent };
        yield return new("failed queries", "under 1%", "the server restarts") { Broken = restart };
        yield return new("throughput", "above 9.8 queries per second", "errors") { Broken = errors };
        yield return new("throughput", "above 9.8 queries per second", "the server restarts") { Broken = restart };
        yield return new("throughput", "above 9.8 queries per second", "the server is absent") { Broken = absent };
        yield return new("throughput", "above 9.8 queries per "
            + "second", "throttled") { Plan = OwnSchedules(1, Ms(100), Seconds(120)), Broken = _ => new Answer(Ms(150)) };
        yield return new("queries started on time", "at least 99%", "slow answers hold up the "
            + "client") { Plan = OwnSchedules(1, Ms(100), Seconds(120)), Broken = _ => new Answer(Ms(150)) };
        yield return new("queries started on time", "at least 99%", "stalled generator") {
            GeneratorLate = Stall,
            Verdict = CriterionVerdict.Inconclusive };
        foreach (var latency in (string[])["95th percentile latency", "95th percentile service latency", "maximum latency", "mean latency"])
        {
            var limit = latency == "mean latency" ? "under 100 ms" : "under 1 second";
            yield return new(latency, limit, "added latency") { Broken = slow };
            yield return new(latency, limit, "the server is absent") { Broken = absent };
            yield return new(latency, limit, "the network is gone for a minute") { Stopped = (Seconds(100), Seconds(161)) };
            yield return new(latency, limit, "errors, which are fast") {
                Broken = asked => asked.N % 10 == 3 ? new Answer(Ms(1)) { Error = "BROKEN" } : new Answer(Usual) };
            yield return new(latency, limit, "stalled generator") { GeneratorLate = Stall, Verdict = CriterionVerdict.Inconclusive };
        }

        yield return new("throughput", "above 9.8 queries per "
            + "second", "stalled generator") { GeneratorLate = Stall, Verdict = CriterionVerdict.Inconclusive };
        yield return new("median latency", "under 1 second", "the generator's processor is used "
            + "up") { Probe = Busy, Verdict = CriterionVerdict.Inconclusive };
        yield return new("median latency", "under 1 second", "the generator collects "
            + "garbage") { Probe = Collecting, Verdict = CriterionVerdict.Inconclusive };
        yield return new("median latency", "under 1 second", "the generator has no "
            + "threads") { Probe = Starved, Verdict = CriterionVerdict.Inconclusive };
        yield return new("99th percentile latency", "under 1 second", "the service stops for 90 s, its clients "
            + "wait") {
                Plan = OwnSchedules(5, Ms(100), Seconds(400)) with { QueryTimeout = Seconds(200) },
                Stopped = (Seconds(100), Seconds(190)) };
        yield return new("median latency in every 1-minute window", "under 1 second", "one slow minute") { Broken = slowMinute };
        yield return new("median latency in 99% of the "
            + "seconds", "under 1 second", "one slow minute") { Broken = slowMinute, Evidence = EvidenceKind.Rehearsal };
        yield return new("maximum latency in 99% of the seconds", "under 1 second", "one slow minute") { Broken = slowMinute };
        yield return new("first query latency", "under 1 second", "a cold session") {
            Broken = asked => new Answer(asked.N == 0 ? Seconds(3) : Usual) };
        yield return new("first query latency", "under 1 second", "a broken session") {
            Broken = asked => asked.N == 0 ? new Answer(Usual) { Error = "BROKEN" } : new Answer(Usual) };
        yield return new("time to recover", "under 20 seconds", "slow long after the "
            + "spike") {
                Plan = Spike,
                Broken = asked => new Answer(asked.At > Seconds(60) && asked.At < Seconds(115) ? Seconds(1) : Usual) };
        yield return new("time to recover", "under 20 seconds", "never calm again") {
            Plan = Spike,
            Broken = asked => new Answer(asked.At > Seconds(60) ? Seconds(1) : Usual) };
        yield return new("time to recover", "under 20 seconds", "hardly answered before the "
            + "spike") {
                Plan = Spike,
                Broken = asked => asked.At < Seconds(60) && asked.N % 3 != 0 ? new Answer(Ms(1)) { Error = "BROKEN" } : new Answer(Usual),
                Verdict = CriterionVerdict.Inconclusive };
        yield return new("rows per query", "every row", "missing rows in one "
            + "answer") { Broken = asked => new Answer(Usual) { Rows = asked.N == 50 ? 9 : 10 } };
        yield return new("rows per query", "exactly 10", "a row too many in one "
            + "answer") { Broken = asked => new Answer(Usual) { Rows = asked.N == 50 ? 11 : 10 } };
        yield return new("rows per query", "every row", "nobody knows how many") {
            Broken = asked => new Answer(Usual) { ExpectedRows = null },
            Verdict = CriterionVerdict.Inconclusive };
        yield return new("answers", "equal to the reference", "one wrong answer") {
            Broken = asked => new Answer(Usual) { Checksum = asked.N == 50 ? 43UL : 42 } };
        yield return new("answers", "equal to the reference", "answers that are not "
            + "compared") { Broken = asked => new Answer(Usual) { Checksum = null }, Verdict = CriterionVerdict.Inconclusive };
        yield return new("retries", "none", "one retry") {
            Broken = asked => new Answer(Usual) { Attempts = new Attempts(asked.N == 9 ? 1 : 0, 0, 0) } };
        yield return new("reattaches", "at most 2", "three reattaches") {
            Broken = asked => new Answer(Usual) { Attempts = new Attempts(0, asked.N == 9 ? 3 : 0, 0) } };
        yield return new("client CPU per query", "under 5 ms", "a costly client") {
            BrokenClient = FixedMonitor.Client(cpuMs: 72_000, cpuPerQuery: 10) };
        yield return new("client CPU per query", "under 5 ms", "too few queries to tell") {
            BrokenClient = FixedMonitor.Client(cpuMs: 720, cpuPerQuery: 1),
            Verdict = CriterionVerdict.Inconclusive };
        yield return new("client memory", "under 5 GB", "a large client") { BrokenClient = FixedMonitor.Client(peak: 5_000_000_000) };
        yield return new("client memory", "under 5 GB", "a monitor that hardly "
            + "looked") { BrokenClient = FixedMonitor.Client(samples: 100), Verdict = CriterionVerdict.Inconclusive };
        yield return new("client memory", "under 5 GB", "a monitor that never "
            + "looked") {
                Plan = Open(10, Ms(200)),
                BrokenClient = FixedMonitor.Client(peak: 0, samples: 0),
                Verdict = CriterionVerdict.Inconclusive };
        yield return new("client memory growth", "under 100 MB per hour", "a leaking client") {
            BrokenClient = FixedMonitor.Client(growth: 9e7, growthHigh: 1.1e8) };
        yield return new("client memory growth", "under 100 MB per hour", "no upper bound") {
            BrokenClient = FixedMonitor.Client(growth: 1e6, growthHigh: null),
            Verdict = CriterionVerdict.Inconclusive };
        yield return new("server memory", "under 8 GB", "a large server") { BrokenServer = Server(peak: 9_000_000_000) };
        yield return new("server memory", "under 8 GB", "a server that cannot be "
            + "seen") { BrokenServer = new ServerResources { Note = "no access" }, Verdict = CriterionVerdict.Inconclusive };
        yield return new("server memory", "under 8 GB", "a server that was hardly "
            + "seen") { BrokenServer = Server(samples: 100), Verdict = CriterionVerdict.Inconclusive };
        yield return new("server memory growth", "under 500 MB per hour", "a leaking server") { BrokenServer = Server(growthHigh: 6e8) };
        static ServerResources Left(LiveObjects before, LiveObjects after) => Server() with
        {
            LiveBefore = before with { OwnSessions = 2 }, LiveAfter = after with { OwnSessions = 2 },
        };
        yield return new("sessions left on the server", "none", "a session that is not released") {
            BrokenServer = Left(new(100_000_000, 0, 2), new(120_000_000, 0, 3)) };
        yield return new("sessions left on the server", "none", "a session that is not released, while one of before goes") {
            BrokenServer = Left(new(100_000_000, 0, 3), new(120_000_000, 0, 3)), Verdict = CriterionVerdict.Inconclusive };
        yield return new("sessions left on the server", "none", "a server whose memory cannot be "
            + "read") { BrokenServer = Server() with { LiveAfter = null }, Verdict = CriterionVerdict.Inconclusive };
        yield return new("operations left on the server", "none", "an answer that is not released") {
            BrokenServer = Left(new(100_000_000, 0, 2), new(120_000_000, 1, 2)) };
        yield return new("operations left on the server", "none", "answers that are not released, more than went meanwhile") {
            BrokenServer = Left(new(100_000_000, 4, 2), new(120_000_000, 5, 2)) };
        yield return new("operations left on the server", "none", "an answer that is not released, while those of before go") {
            BrokenServer = Left(new(100_000_000, 4, 2), new(120_000_000, 1, 2)), Verdict = CriterionVerdict.Inconclusive };
        yield return new("memory left on the server", "under 100 MB", "answers that stay in memory") {
            BrokenServer = Left(new(100_000_000, 0, 2), new(300_000_000, 0, 2)) };
        yield return new("memory left on the server", "under 100 MB", "answers that stay in memory, in place of some of before") {
            BrokenServer = Left(new(300_000_000, 4, 2), new(300_000_000, 0, 2)), Verdict = CriterionVerdict.Inconclusive };
        yield return new("memory left on the server", "under 100 MB", "a server whose memory cannot be "
            + "read") { BrokenServer = Server() with { LiveAfter = null }, Verdict = CriterionVerdict.Inconclusive };
        foreach (var several in OfSteps().Concat(OfTwoSides()).Concat(OfARestart()).Concat(OfCancelled()))
        {
            yield return several;
        }
    }

    private static IEnumerable<FaultCase> OfARestart()
    {
        static bool IsOut(Asked asked) => asked.At >= Seconds(100) && asked.At < Seconds(120);
        var failure = new Answer(Ms(1)) { Error = "UNAVAILABLE" };
        var restart = (Asked asked) => IsOut(asked) ? failure : new Answer(Usual);
        yield return new("time to answer again", "under 30 seconds", "a server that takes long to come back")
        {
            KilledAfter = Seconds(100), Whole = restart,
            Broken = asked => asked.At >= Seconds(100) && asked.At < Seconds(140) ? failure : new Answer(Usual),
        };
        yield return new("time to answer again", "under 30 seconds", "a server that never answers again")
        {
            KilledAfter = Seconds(100), Whole = restart, Broken = asked => asked.At >= Seconds(100) ? failure : new Answer(Usual),
        };
        yield return new("failed queries outside of the outage", "none", "one error before it")
        {
            KilledAfter = Seconds(100), Whole = restart, Broken = asked => IsOut(asked) || asked.N == 700 ? failure : new Answer(Usual),
        };
        yield return new("failed queries outside of the outage", "none", "one error after the first answer")
        {
            KilledAfter = Seconds(100), Whole = restart, Broken = asked => IsOut(asked) || asked.N == 1205 ? failure : new Answer(Usual),
        };
        yield return new("failed queries outside of the outage", "none", "an outage without an end")
        {
            KilledAfter = Seconds(100), Whole = restart, Broken = asked => asked.At >= Seconds(100) ? failure : new Answer(Usual),
        };
        foreach (var fault in OfAppendedRows())
        {
            yield return fault;
        }

        yield return new("new sessions", "none", "one session was lost") {
            Broken = asked => new Answer(Usual) { Attempts = new Attempts { NewSessions = asked.N == 9 ? 1 : 0 } } };
        yield return new("new sessions", "at least 1", "no session was lost")
        {
            Whole = asked => new Answer(Usual) { Attempts = new Attempts { NewSessions = asked.N == 9 ? 1 : 0 } },
        };
    }

    /// <summary>Of 600 rows the one at place 50 is told as unknown, and the one at 60 was refused.</summary>
    private static IEnumerable<FaultCase> OfAppendedRows()
    {
        var ask = (Asked asked) => new Answer(Usual)
        {
            Error = asked.Row is 50 or 60 ? "UNAVAILABLE" : null, IsOutcomeUnknown = asked.Row is 50,
        };
        int[] acknowledged = [.. Enumerable.Range(0, 600).Except([50, 60])];
        var whole = new FaultCase("rows in the table", "exactly those acknowledged", "")
        {
            Plan = Open(10, Seconds(60)) with { Mix = [new QueryShare("q") { TellsItsRows = true, ParameterRows = 600 }] },
            Whole = ask, Broken = ask, Table = (Rows(), Rows(acknowledged)),
        };
        var unknown = whole with { Table = (Rows(), Rows([.. acknowledged, 50])) };
        yield return whole with { Fault = "a row is missing", BrokenTable = (Rows(), Rows([.. acknowledged[1..]])) };
        yield return unknown with
        {
            Fault = "a row is missing, and one is there of which nobody knew", BrokenTable = (Rows(), Rows([.. acknowledged[1..], 50])),
        };
        yield return whole with { Fault = "a row is there twice", BrokenTable = (Rows(), Rows([.. acknowledged, 7])) };
        yield return unknown with
        {
            Fault = "a row of which nobody knew is there twice", BrokenTable = (Rows(), Rows([.. acknowledged, 50, 50])),
        };
        yield return whole with { Fault = "a row that was refused is there", BrokenTable = (Rows(), Rows([.. acknowledged, 60])) };
        yield return whole with { Fault = "a row of nobody's is there", BrokenTable = (Rows(), Rows(acknowledged) with { Others = 1 }) };
        yield return whole with
        {
            Fault = "a row that was there before is missing from the load", Table = (Rows(7), Rows([.. acknowledged, 7])),
            BrokenTable = (Rows(7), Rows(acknowledged)),
        };
        yield return whole with
        {
            Fault = "nobody could read", BrokenTable = (Rows(), TableRows.Unread("It broke.")), Verdict = CriterionVerdict.Inconclusive,
        };

        static TableRows Rows(params int[] places) =>
            new(places.CountBy(place => place).ToDictionary(row => row.Key, row => (long)row.Value), 0);
    }

    private static IEnumerable<FaultCase> OfCancelled()
    {
        var cancelled = new Answer(Ms(1050)) { ToCancel = Ms(50) };
        var slow = cancelled with { Latency = Seconds(3), ToCancel = Seconds(2) };
        foreach (var measure in (string[])["95th percentile time to cancel", "maximum time to cancel"])
        {
            var each = new FaultCase(measure, "under 1 second", "some queries go on after they are cancelled")
            {
                Plan = Open(1, TimeSpan.FromMinutes(12)) with { Asking = new CancelledAfter(Seconds(1)) },
                Whole = _ => cancelled,
                Broken = asked => asked.N % 10 == 3 ? slow : cancelled,
            };
            yield return each;
            yield return each with
            {
                Fault = "some queries never end", Broken = asked => asked.N % 10 == 3 ? new Answer(Seconds(90)) : cancelled,
            };
            yield return each with
            {
                Fault = "all are answered first", Broken = _ => new Answer(Usual), Verdict = CriterionVerdict.Inconclusive,
            };
        }
    }

    private static IEnumerable<FaultCase> OfSteps()
    {
        // One server that needs 60 ms a query: it holds 16 per second.
        var free = TimeSpan.Zero;
        yield return new("capacity", "at least 20 queries per second", "a service that slows down")
        {
            Plan = Search(10, 10, 30, Seconds(10)),
            Further = [("95th percentile latency", "under 1 second")],
            Broken = asked =>
            {
                free = (free > asked.At ? free : asked.At) + Ms(60);
                return new Answer(free - asked.At);
            },
        };
    }

    /// <summary>The fault is in the side that is judged; its twin is compared with its equal.</summary>
    private static IEnumerable<FaultCase> OfTwoSides()
    {
        // Enough queries of each round for a 99th percentile.
        var turns = OwnSchedules(2, Ms(100), Seconds(6)) with { WarmUp = Seconds(1) };
        foreach (var latency in (string[])["median latency", "95th percentile latency", "99th percentile latency", "mean latency"])
        {
            yield return new($"{latency} compared with "
                + "Python", "no slower", "added latency") { Plan = turns, Broken = _ => new Answer(Ms(30)) };
            yield return new($"{latency} compared with Python", "same", "one failed query")
            {
                Plan = turns, Broken = asked =>
                    asked.N == 250 ? new Answer(Ms(1)) { Error = "BROKEN" } : new Answer(Usual), Verdict = CriterionVerdict.Inconclusive,
            };
        }

        const string WithANeighbour = "95th percentile latency compared with the same load alone";
        var neighbour = new FaultCase(WithANeighbour, "at most 3 times", "a starving neighbour")
        {
            Plan = turns, Alongside = BackToBack(1, Seconds(6)), Broken = _ => new Answer(Ms(70)),
        };
        yield return neighbour;
        yield return neighbour with
        {
            Fault = "failed queries",
            Broken = asked => asked.At.TotalSeconds % 5 < 0.1 ? new Answer(Ms(1)) { Error = "BROKEN" } : new Answer(Usual),
            Verdict = CriterionVerdict.Inconclusive,
        };
        yield return new("answers compared with Spark 3.5.8", "equal", "one answer differs") { Plan = turns };
        yield return new("answers compared with Spark 3.5.8", "equal", "nobody looked")
        {
            Plan = turns, Answers = null, Verdict = CriterionVerdict.Inconclusive,
        };
        yield return new("throughput compared with Python", "no lower", "throttled") { Plan = turns, Broken = _ => new Answer(Ms(150)) };
        yield return new("client CPU per query compared with "
            + "Python", "no higher", "a costly client") { Plan = turns, BrokenClient = FixedMonitor.Client(cpuMs: 10_000) };
        yield return new("client memory compared with "
            + "Python", "no higher", "a large client") { Plan = turns, BrokenClient = FixedMonitor.Client(peak: 300_000_000) };
    }

    private static LoadPlan Spike => Staged(Stage.Hold(10, Seconds(60)), Stage.Spike(100, Seconds(20)), Stage.Hold(10, Seconds(60)));

    // For 20 s the generator starts nothing.
    private static TimeSpan Stall(TimeSpan at) => at > Seconds(100) && at < Seconds(120) ? Seconds(120) - at : TimeSpan.Zero;

    private static void Busy(CalmProbe probe) => probe.CpuTime += Seconds(2);

    private static void Collecting(CalmProbe probe) => probe.GcPause += Ms(150);

    private static void Starved(CalmProbe probe) => probe.ThreadPoolDelay = Ms(300);
}
