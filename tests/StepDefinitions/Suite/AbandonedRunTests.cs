using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Whatever ends a run under load, nothing of it lives on and its page says what became of it.</summary>
[Platform("Linux")]
public sealed class AbandonedRunTests
{
    private const string UnderLoad = " in flight ";

    /// <summary>So long that the load is certainly under way when the run is ended.</summary>
    private static readonly (string, string) Longer = ("SPARKLOAD_DURATION_SCALE", "1/4");
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Command_KilledUnderLoad_StopsTheLoadAndLeavesNoProcess()
    {
        using var suite = new SuiteProcess();
        using var run = await suite.StartAsync("TestCategory=throughput&TestCategory=spark-4.1.1", Longer);
        await run.WaitForOutputAsync(UnderLoad);

        RunningSuite.Kill(run.CommandId);

        (await run.LeftAfterAsync(Bound)).ShouldBeEmpty();
        var scenario = suite.Results()!.Scenarios.ShouldHaveSingleItem();
        scenario.Verdict.ShouldBe(ScenarioVerdict.Inconclusive);
        scenario.Reason!.ShouldContain("ended early");
        scenario.Criteria.ShouldNotBeEmpty();
    }

    [Test]
    public async Task TestHost_KilledUnderLoad_LeavesNoProcessLosesOneSecondAtMostAndIsClosedByItsWatcher()
    {
        using var suite = new SuiteProcess();
        using var run = await suite.StartAsync("TestCategory=micro&TestCategory=spark-4.1.1", Longer);
        // The second line comes five seconds after the first, and then there is something to lose.
        await run.WaitForOutputAsync(UnderLoad, times: 2);

        var host = run.Processes("testhost").ShouldHaveSingleItem();
        var killed = DateTimeOffset.UtcNow;
        RunningSuite.Kill(host);
        (await run.LeftAfterAsync(Bound)).ShouldBeEmpty();
        Page(suite).ShouldContain("The run was interrupted");
        var broken = Directory.GetDirectories(suite.Reports).Single(folder => File.Exists(Path.Combine(folder, "results.json")));
        var closed = Read(broken);
        var scenario = closed.Scenarios.Single(scenario => scenario.Loads.Count > 0);
        var load = scenario.Loads.ShouldHaveSingleItem();
        var last = Journal(broken).Where(line => !line.Warmup && line.Ended is not null).Max(line => line.Ended!.Value);

        // The client asks back to back, so the last answer that was kept is about as old as what was lost.
        (killed - load.StartedAt!.Value - TimeSpan.FromMilliseconds(last)).ShouldBeLessThan(TimeSpan.FromSeconds(1));

        closed.Run.State.ShouldBe(RunState.Interrupted);
        scenario.Verdict.ShouldBe(ScenarioVerdict.Inconclusive);
        scenario.Reason!.ShouldMatch(
            @"^interrupted at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: "
                + @"[\d,]+ queries had ended, 0 of them failed, the longest answer took [\d.]+ (µs|ms|s)$");
        File.ReadAllText(Path.Combine(suite.Reports, "index.html")).ShouldContain("<td>interrupted</td>");
    }

    private static RunResult Read(string folder) =>
        JsonSerializer.Deserialize<RunResult>(File.ReadAllText(Path.Combine(folder, "results.json")), ResultsJson.Document)!;

    private static IEnumerable<JournalLine> Journal(string folder)
    {
        // The process may have been killed while it wrote the last line.
        var lines = File.ReadAllLines(Path.Combine(folder, "journal.ndjson"));
        return lines.Where((line, n) => n < lines.Length - 1 || line.EndsWith('}')).Select(
            line => JsonSerializer.Deserialize<JournalLine>(line, ResultsJson.Line)!);
    }

    private static string Page(SuiteProcess suite) =>
        File.ReadAllText(Directory.GetFiles(suite.Reports, "index.html", SearchOption.AllDirectories).MaxBy(path => path.Length)!);
}
