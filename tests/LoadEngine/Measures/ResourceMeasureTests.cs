using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Tests.Criteria;
using SparkLoad.LoadEngine.Tests.Faults;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Criteria.Measured;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Measures;

public sealed class ResourceMeasureTests
{
    [TestCase(216, CriterionVerdict.Met, null)]
    [TestCase(215, CriterionVerdict.Inconclusive, "only 215 samples, 4 a second are needed")]
    public void ClientMemory_OfAMinute_NeedsNineTenthsOfFourSamplesASecond(int samples, CriterionVerdict verdict, string? note)
    {
        var row = Row(
            OneMinute().Queries(600).Done(client: FixedMonitor.Client(peak: 1_230_000_000, samples: samples)),
            "client memory",
            "under 5 GB");

        (row.Verdict, row.Note, row.MeasuredText, row.Unit).ShouldBe((verdict, note, "1.23 GB", "bytes"));
    }

    [Test]
    public void Resources_ThatNobodyWatched_CannotBeTold()
    {
        var load = OneMinute().Queries(600).Done();
        var half = new Measured(Open(10, TimeSpan.FromMinutes(30))).Queries(10).Done();

        Row(load, "client memory", "under 5 GB").Note.ShouldBe("the client's memory was not watched");
        Row(load, "server memory", "under 5 GB").Note.ShouldBe("the server's memory cannot be seen");
        Row(load, "client CPU per query", "under 5 ms").Note.ShouldBe("the client's CPU was not watched, or no query was answered");
        Row(half, "client memory growth", "under 5 GB per hour").Note.ShouldBe("its growth was not measured");
        Row(half, "server memory growth", "under 5 GB per hour").Note.ShouldBe("the server's memory cannot be seen");
        foreach (var measure in new[] { "client memory", "server memory" })
        {
            Row(load, measure, "under 5 GB").Verdict.ShouldBe(CriterionVerdict.Inconclusive);
        }
    }

    [TestCase(216, CriterionVerdict.Met, null)]
    [TestCase(215, CriterionVerdict.Inconclusive, "only 215 samples, 4 a second are needed")]
    [TestCase(null, CriterionVerdict.Inconclusive, "only 0 samples, 4 a second are needed")]
    public void ServerMemory_OfAMinute_NeedsNineTenthsOfFourSamplesASecond(int? samples, CriterionVerdict verdict, string? note)
    {
        var row = Row(
            OneMinute().Queries(600).Done(server: FaultCase.Server(peak: 1_230_000_000, samples: samples)), "server memory", "under 5 GB");

        (row.Verdict, row.Note, row.MeasuredText, row.Unit).ShouldBe((verdict, note, "1.23 GB", "bytes"));
    }

    [Test]
    public void Server_ThatCannotBeSeen_SaysWhy()
    {
        var unseen = new ServerResources { Note = "it is far away" };
        var load = new Measured(Open(10, TimeSpan.FromMinutes(30))).Queries(10).Done(server: unseen);

        Row(load, "server memory", "under 5 GB").Note.ShouldBe("it is far away");
        Row(load, "server memory growth", "under 5 GB per hour").Note.ShouldBe("it is far away");
        Row(
            new Measured(Open(10, TimeSpan.FromMinutes(30))).Queries(10).Done(server: FaultCase.Server(growthHigh: 6e8)),
            "server memory growth",
            "under 500 MB per hour")
            .MeasuredText.ShouldBe("600 MB per hour at most (300 MB per hour measured)");
    }

    [Test]
    public void Growth_IsJudgedByTheUpperEndOfItsInterval()
    {
        var load = new Measured(Open(10, TimeSpan.FromMinutes(30))).Queries(10).Done(
            client: FixedMonitor.Client(growth: 9e7, growthHigh: 1.1e8));
        var row = Row(load, "client memory growth", "under 100 MB per hour");

        (row.Verdict, row.Measured, row.Unit, row.Close).ShouldBe((CriterionVerdict.NotMet, 1.1e8, "bytes/h", true));
        row.MeasuredText.ShouldBe("110 MB per hour at most (90 MB per hour measured)");
        row.Note.ShouldNotBeNull().ShouldStartWith("judged by the upper end of the 95% interval; close: the threshold lies within the "
            + "95% interval from 0 bytes per hour to 110 MB per hour");
        Row(load, "client memory growth", "under 111 MB per hour").Verdict.ShouldBe(CriterionVerdict.Met);
    }

    [TestCase(10, EvidenceKind.Rehearsal, CriterionVerdict.Met)]
    [TestCase(9.99, EvidenceKind.Rehearsal, CriterionVerdict.NotJudged)]
    [TestCase(9.99, EvidenceKind.Acceptance, CriterionVerdict.Inconclusive)]
    public void Growth_OfLessThanTenMinutes_IsNotJudged(double minutes, EvidenceKind evidence, CriterionVerdict verdict)
    {
        var load = new Measured(Open(10, TimeSpan.FromMinutes(minutes))).Queries(10).Done(client: FixedMonitor.Client());
        var row = Row(load, "client memory growth", "under 100 MB per hour", evidence);

        row.Verdict.ShouldBe(verdict);
        if (verdict != CriterionVerdict.Met)
        {
            (row.Note, row.MeasuredText).ShouldBe(("growth needs a load of at least 10 minutes", "unknown"));
        }
    }

    [TestCase(null, 5e6)]
    [TestCase(1e6, null)]
    public void Growth_WithoutSlopeOrUpperEnd_CannotBeTold(double? slope, double? high)
    {
        var load = new Measured(Open(10, TimeSpan.FromMinutes(30))).Queries(10).Done(
            client: FixedMonitor.Client(growth: slope, growthHigh: high));

        var row = Row(load, "client memory growth", "under 100 MB per hour");
        (row.Verdict, row.Note).ShouldBe((CriterionVerdict.Inconclusive, "its growth was not measured"));
    }

    [TestCase(1200, 2, CriterionVerdict.Met)]
    [TestCase(1198, 2, CriterionVerdict.Inconclusive)]
    [TestCase(6000, 10, CriterionVerdict.NotMet)]
    public void CpuPerQuery_BelowTenQueriesPerSecond_CannotBeTold(double cpuMs, double perQuery, CriterionVerdict verdict)
    {
        var row = Row(
            OneMinute().Queries(600).Done(client: FixedMonitor.Client(cpuMs: cpuMs, cpuPerQuery: perQuery)),
            "client CPU per query",
            "under 5 ms");

        (row.Verdict, row.MeasuredText, row.Unit).ShouldBe((verdict, verdict == CriterionVerdict.NotMet ? "10 ms" : "2 ms", "ms"));
        if (verdict == CriterionVerdict.Inconclusive)
        {
            row.Note.ShouldBe(
                "judged only at 10 queries per second or more, here 9.98 queries per second; idle, the client uses 3 ms a second");
        }
    }

    [Test]
    public void CpuPerQuery_OfAClientThatUsedNone_CannotBeTold()
    {
        var none = FixedMonitor.Client(cpuMs: 0, cpuPerQuery: 0) with { IdleCpuMsPerSecond = null };

        Row(OneMinute().Queries(600).Done(client: none), "client CPU per query", "under 5 ms")
            .Note.ShouldBe("judged only at 10 queries per second or more, here 0 queries per second");
    }
}
