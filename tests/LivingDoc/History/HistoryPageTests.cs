using System.Text.Json.Nodes;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.History;

public sealed class HistoryPageTests
{
    [Test]
    public async Task Index_RehearsalsOnly_AcceptsNothing()
    {
        using var reports = new TemporaryReports();
        Runs.Rehearsal().Write(reports.Path);
        Runs.Rehearsal("2026-11-23T21-30-00Z-b2b2", seed: 2).Write(reports.Path);

        var page = await reports.IndexAsync();

        page.ShouldContain("Nothing is accepted yet");
        page.ShouldContain("never run for acceptance");
    }

    [Test]
    public async Task Index_ComparisonOfRuns_SaysTheRuleThatItsScriptFollows()
    {
        using var reports = new TemporaryReports();
        Runs.Rehearsal().Write(reports.Path);

        var page = await reports.IndexAsync();

        page.ShouldContain("“slower” and “faster” need all of it beyond 10%");
        page.ShouldContain("low > tenth ? 'slower' : high < -tenth ? 'faster'");
    }

    [Test]
    public async Task Index_NewerFailureAfterAPass_ShowsTheFailure()
    {
        using var reports = new TemporaryReports();
        Runs.Acceptance().Write(reports.Path);
        var later = Runs.FailedAcceptance();
        (later with { Result = later.Result with { Run = later.Result.Run with { StartedAt = Runs.Began.AddDays(1) } } }).Write(reports.Path);

        var page = await reports.IndexAsync();

        page.ShouldContain("10 of 12 scenarios are accepted");
    }

    [Test]
    public async Task Index_BothKindsOfRuns_DrawsATrendForEach()
    {
        using var reports = new TemporaryReports();
        foreach (var seed in Enumerable.Range(1, 3))
        {
            Runs.Rehearsal($"r{seed}", seed).Write(reports.Path);
            Runs.Short(Runs.Acceptance($"a{seed}", seed)).Write(reports.Path);
        }

        var page = await reports.IndexAsync();

        page.ShouldContain("3 acceptance runs on AMD EPYC");
        page.ShouldContain("3 rehearsal runs on AMD EPYC");
        page.ShouldNotContain("6 acceptance runs");
        page.ShouldNotContain("6 rehearsal runs");
    }

    [Test]
    public async Task Index_RehearsalsOnTheEndpointAndOnSpark_NeverShareALine()
    {
        using var reports = new TemporaryReports();
        foreach (var seed in Enumerable.Range(1, 2))
        {
            Runs.Short(Runs.Rehearsal($"e{seed}", seed)).Write(reports.Path);
            Runs.Short(Runs.Rehearsal($"s{seed}", seed)).With(scenario => scenario with { Target = scenario.Target! with { Kind = TargetKind.SparkHome } })
                .Write(reports.Path);
        }

        var page = await reports.IndexAsync();

        page.ShouldContain("2 rehearsal runs on AMD EPYC");
        page.ShouldNotContain("4 rehearsal runs");
        page.ShouldContain("embedded endpoint; 1 per second for 15 seconds; 1,000,000 synthetic taxi trips; load sent from AMD EPYC");
        page.ShouldContain("started from a Spark home for this run; 1 per second for 15 seconds;");
    }

    [TestCase("")]
    [TestCase("{\"schemaVersion\":1")]
    [TestCase("{\"schemaVersion\":9,\"run\":null}")]
    [TestCase("null")]
    [TestCase("{\"schemaVersion\":1,\"scenarios\":[]}")]
    public async Task Index_DamagedRun_IsListedAsSuch(string content)
    {
        using var reports = new TemporaryReports();
        Runs.Rehearsal().Write(reports.Path);
        var damaged = Directory.CreateDirectory(Path.Combine(reports.Path, "2026-11-01-broken"));
        await File.WriteAllTextAsync(Path.Combine(damaged.FullName, "results.json"), content);

        var page = await reports.IndexAsync();

        page.ShouldContain("2026-11-01-broken");
        page.ShouldContain(">damaged</span>");
        page.ShouldContain("2 runs in this folder");
    }

    [TestCase("loads", "latencyMs")]
    [TestCase("criteria", "measure")]
    public async Task Index_NullWhereAValueMustBe_IsListedAsDamaged(string list, string field)
    {
        using var reports = new TemporaryReports();
        var file = Path.Combine(Runs.Rehearsal().Write(reports.Path), "results.json");
        var results = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        results["scenarios"]![0]![list]![0]![field] = null;
        await File.WriteAllTextAsync(file, results.ToJsonString());

        (await reports.IndexAsync()).ShouldContain(">damaged</span>");
    }

    [Test]
    public async Task Index_RunWithoutResults_IsListedAsDamaged()
    {
        using var reports = new TemporaryReports();
        var gone = Directory.CreateDirectory(Path.Combine(reports.Path, "2026-11-02-gone"));
        await File.WriteAllTextAsync(Path.Combine(gone.FullName, "journal.ndjson"), "");

        (await reports.IndexAsync()).ShouldContain("holds no results.json");
    }

    [Test]
    public async Task Index_RunThatFellSilent_IsNotBelievedToRun()
    {
        using var reports = new TemporaryReports();
        var folder = Runs.Running().Write(reports.Path);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-5));
        }

        (await reports.IndexAsync()).ShouldContain("no news, probably broke off");
    }

    [Test]
    public async Task Index_TwoHundredRuns_StaysSmallEnoughToOpenAtOnce()
    {
        using var reports = new TemporaryReports();
        var run = Runs.Short(Runs.Rehearsal());
        for (var number = 0; number < 200; number++)
        {
            (run with { Result = run.Result with { Run = run.Result.Run with { Id = $"r{number:000}", StartedAt = Runs.Began.AddHours(number) } } }).Write(reports.Path);
        }

        (await reports.IndexAsync()).Length.ShouldBeLessThan(3_000_000);
    }

    [Test]
    public async Task Index_HostileNames_CannotEndTheDataInThePage()
    {
        using var reports = new TemporaryReports();
        Runs.Rehearsal().With(scenario => scenario with { Scenario = "</script><script>alert(1)</script>" }).Write(reports.Path);

        (await reports.IndexAsync()).ShouldNotContain("<script>alert(1)");
    }
}
