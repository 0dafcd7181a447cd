using System.Diagnostics;
using SparkLoad.Cli.Watching;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;
using SparkLoad.Results.Files;
using Spectre.Console;

namespace SparkLoad.Cli.Tests;

internal sealed class WatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Watch_NoRunUnderWay_IsOneSentence()
    {
        using var reports = new TemporaryReports();
        var none = await Sparkload.RunAsync("watch", reports.Path);
        var folder = Runs.Short(Runs.Rehearsal()).Write(reports.Path);
        var over = await Sparkload.RunAsync("watch", folder);

        (none.Code, none.Output, over.Code, over.Output).ShouldBe((4, "", 4, ""));
        none.Error.ShouldStartWith($"No run is under way: '{reports.Path}' holds none.");
        over.Error.ShouldStartWith("No run is under way: 2026-11-23T21-05-00Z-a1b2 ended");
    }

    [TestCase(RunState.Finished, ScenarioVerdict.Passed, 0)]
    [TestCase(RunState.Finished, ScenarioVerdict.Failed, 1)]
    [TestCase(RunState.Interrupted, ScenarioVerdict.Passed, 3)]
    public async Task Watch_InAPipe_SaysHowTheRunStandsInLinesAndEndsWithIt(RunState state, ScenarioVerdict verdict, int code)
    {
        using var reports = new TemporaryReports();
        var folder = UnderWay(reports);
        await File.WriteAllTextAsync(Path.Combine(reports.Path, RunFiles.Latest), Path.GetFileName(folder));
        using var watch = Process.Start(new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "watch", reports.Path])
        {
            RedirectStandardOutput = true,
        })!;
        using var limit = new CancellationTokenSource(Limit);
        var said = "";
        while (!said.Contains("answered", StringComparison.Ordinal) && await watch.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            said += line + '\n';
        }

        var run = ResultsFile.Read(folder);
        ResultsFile.Write(folder, run with
        {
            Run = run.Run with { State = state, EndedAt = Runs.Began.AddHours(3) },
            Scenarios = [.. run.Scenarios.Select(scenario => scenario with { Verdict = verdict, EndedAt = Runs.Began.AddHours(3) })],
        });
        said += await watch.StandardOutput.ReadToEndAsync(limit.Token);
        await watch.WaitForExitAsync(limit.Token);

        said.ShouldNotContain('\u001b');
        said.ShouldContain("700 answered, 0 failed");
        said.TrimEnd().Split('\n')[^1].ShouldStartWith(
            state == RunState.Finished ? "The run has ended: 4 scenarios:" : "The run broke off: 4 scenarios:");
        watch.ExitCode.ShouldBe(code);
    }

    [TestCase(40)]
    [TestCase(160)]
    public void Picture_OfANarrowOrWideTerminal_ShowsFiguresAgainstThresholdsWithinIt(int width)
    {
        using var reports = new TemporaryReports();
        var folder = UnderWay(reports);
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        var run = new RunInProgress(folder, TimeProvider.System);
        var view = new RunView(run, console, TimeProvider.System);

        console.Write(view.Picture(run.Read()));

        var lines = output.ToString().Split('\n').Select(line => line.TrimEnd()).ToList();
        lines.ShouldAllBe(line => line.Length <= width);
        var text = string.Join(' ', lines.Select(line => line.Trim()));
        text.ShouldContain("95th percentile latency");
        text.ShouldContain("(must be under 5 seconds)");
        text.ShouldContain("700 answered, 0 failed");
        text.ShouldContain("Over so far: 3 passed");
    }

    [Test, SetCulture("de-DE")]
    public void Figure_OfAPercentileWithADecimal_IsThatPercentileInEveryLanguage()
    {
        var load = new LoadSoFar();
        for (var n = 1; n <= 2000; n++)
        {
            load.Add(new JournalLine
            {
                Scenario = "a", Load = "a", Query = "a", Client = 0, N = n, Planned = 0, Started = 0, Ended = n,
                Outcome = QueryOutcome.Succeeded,
            });
        }

        var row = Runs.Acceptance().Result.Scenarios[0].Criteria[0] with
        {
            Key = "latency.scheduled.p99.9", Comparison = "under", Threshold = 2500, Unit = "ms",
        };

        load.SoFar(row).ShouldBe(("2 s", true));
    }

    /// <summary>Three scenarios over, the fourth under way with its criteria stated.</summary>
    private static string UnderWay(TemporaryReports reports)
    {
        var stated = Runs.Acceptance().Result.Scenarios[0].Criteria;
        var folder = Runs.Running().With(scenario => scenario.EndedAt is null ? scenario with { Criteria = stated } : scenario)
            .Write(reports.Path);
        using var self = Process.GetCurrentProcess();
        File.WriteAllText(
            Path.Combine(folder, RunFiles.Lock),
            $"{{\"processId\":{self.Id},\"startedAt\":{new DateTimeOffset(self.StartTime).ToUnixTimeSeconds()}}}");
        return folder;
    }
}
