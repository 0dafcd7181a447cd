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

        await watch.WaitAsync(Limit);
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
        left.ShouldContain("12 min of 30 min had passed");
        left.ShouldNotContain("18 min left");
        ResultsFile.Read(folder).Run.State.ShouldBe(RunState.Running);
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

    private static Task Start(string folder, Suite suite, TimeProvider time) => Task.Run(async () =>
    {
        await using var renderer = new PageRenderer();
        await new Watch(new RunReader(folder), new RunPageWriter(renderer), time).RunAsync(suite, CancellationToken.None);
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

    /// <summary>Standard input as the suite holds it: silent until it ends.</summary>
    private sealed class Suite : TextReader
    {
        private readonly TaskCompletionSource<string?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End() => _end.TrySetResult(null);

        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
            new(_end.Task.WaitAsync(cancellationToken));
    }
}
