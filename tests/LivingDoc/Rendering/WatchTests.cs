using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Rendering;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Tests.Rendering;

public sealed class WatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Watch_RunEnds_LeavesTheFinalPage()
    {
        using var reports = new TemporaryReports();
        using var suite = new Suite();
        var folder = Runs.Running().Write(reports.Path);
        var time = new FakeTimeProvider(Runs.Began.AddHours(2));
        var watch = Start(folder, suite, time);
        await PageWith(folder, "Running: 3 scenarios done so far", () => time.Advance(TimeSpan.FromSeconds(1)));

        Runs.Acceptance("2026-11-24T09-00-00Z-7788").Write(reports.Path);
        await PageWith(folder, "All 12 scenarios passed", () => time.Advance(TimeSpan.FromSeconds(1)));

        suite.End();
        await watch.WaitAsync(Limit);
    }

    [Test]
    public async Task Watch_AskedForDrawings_AnswersEachAndEndsWithTheLast()
    {
        using var reports = new TemporaryReports();
        using var suite = new Suite();
        using var answers = new StringWriter();
        var run = Runs.Acceptance("2026-11-24T09-00-00Z-7788");
        var folder = run.Write(reports.Path);
        var id = run.Result.Scenarios[0].Id;
        suite.Ask(DrawingRequest.Of(id), DrawingRequest.Of("nope"), DrawingRequest.Finish);

        await Start(folder, suite, new FakeTimeProvider(Runs.Began.AddHours(2)), answers).WaitAsync(Limit);

        var lines = answers.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe(Path.Combine(folder, "fragments", $"{id}.html"));
        var ended = Array.IndexOf(lines, DrawingRequest.Drawn);
        lines[..ended].ShouldAllBe(file => File.Exists(file));
        lines[ended + 1].ShouldStartWith($"{DrawingRequest.NotDrawn}'{folder}' has no result of a scenario 'nope'.");
        lines[(ended + 2)..].ShouldBe([DrawingRequest.Drawn]);
        (await File.ReadAllTextAsync(Path.Combine(folder, "index.html"))).ShouldContain("All 12 scenarios passed");
        (await File.ReadAllTextAsync(Path.Combine(reports.Path, "index.html"))).ShouldContain(run.Result.Run.Id);
    }

    [Test]
    public async Task Watch_SuiteGone_SaysThatTheRunBrokeOff()
    {
        using var reports = new TemporaryReports();
        using var suite = new Suite();
        var folder = Runs.Running().Write(reports.Path);
        var time = new FakeTimeProvider(Runs.Began.AddHours(2));
        var watch = Start(folder, suite, time);

        suite.End();
        await PageWith(folder, "The run was interrupted before its end", () => time.Advance(TimeSpan.FromSeconds(1)));

        await watch.WaitAsync(Limit);
        var left = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"));
        left.ShouldContain("<h1>The run was interrupted");
        left.ShouldContain("queries had ended, 0 of them failed");
        left.ShouldNotContain("18 min left");
        ResultsFile.Read(folder).Run.State.ShouldBe(RunState.Interrupted);
        (await File.ReadAllTextAsync(Path.Combine(reports.Path, "index.html"))).ShouldContain("<td>interrupted</td>");
    }

    [Test]
    public async Task Watch_RunGoesOn_RendersAgainAfterTenSecondsAndNoSooner()
    {
        using var reports = new TemporaryReports();
        using var suite = new Suite();
        var folder = Runs.Running().Write(reports.Path);
        var time = new FakeTimeProvider(Runs.Began.AddHours(2));
        var watch = Start(folder, suite, time);
        await PageWith(folder, "Running: 3", () => { });
        var first = await RenderedAsync(folder);

        using var limit = new CancellationTokenSource(Limit);
        var second = first;
        while (second == first)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, limit.Token);
            second = await RenderedAsync(folder);
        }

        // By the watch's clock, however long a rendering takes.
        (second - first).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
        suite.End();
        await PageWith(folder, "was interrupted", () => time.Advance(TimeSpan.FromSeconds(1)));
        await watch.WaitAsync(Limit);
    }

    private static Task Start(string folder, Suite suite, TimeProvider time, TextWriter? answers = null) => Task.Run(async () =>
    {
        await using var renderer = new PageRenderer();
        await new Watch(new RunReader(folder), renderer, time).RunAsync(suite, answers ?? TextWriter.Null, CancellationToken.None);
    });

    private static async Task PageWith(string folder, string text, Action elapse)
    {
        using var limit = new CancellationTokenSource(Limit);
        var page = Path.Combine(folder, "index.html");
        while (!File.Exists(page) || !(await File.ReadAllTextAsync(page, limit.Token)).Contains(text, StringComparison.Ordinal)
            || !File.Exists(Path.Combine(folder, "summary.md")))
        {
            elapse();
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>The moment of which the page says that it was rendered.</summary>
    private static async Task<DateTimeOffset> RenderedAsync(string folder)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"));
        return DateTimeOffset.Parse(page.Split("data-rendered=\"")[1].Split('"')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Standard input as the suite holds it: what it asks for, and silent until it ends.</summary>
    private sealed class Suite : TextReader
    {
        private readonly TaskCompletionSource<string?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Queue<string> _requests = [];

        public void Ask(params string[] requests) => Array.ForEach(requests, _requests.Enqueue);

        public void End() => _end.TrySetResult(null);

        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
            _requests.TryDequeue(out var request) ? new(request) : new(_end.Task.WaitAsync(cancellationToken));
    }
}
