using System.Diagnostics;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;
using static Microsoft.Playwright.Assertions;

namespace SparkLoad.LivingDoc.Tests.Browser;

public sealed class HistoryPageInBrowserTests : BrowserFixture
{
    private string _history = "";

    [OneTimeSetUp]
    public async Task Render()
    {
        for (var number = 0; number < 200; number++)
        {
            Numbered(number).Write(Reports.Path);
        }

        await Reports.IndexAsync();
        _history = Path.Combine(Reports.Path, "index.html");
    }

    [Test]
    public async Task Open_TwoHundredRuns_IsReadyAndReportsItsTime()
    {
        var watch = Stopwatch.StartNew();
        var page = await GoAsync(_history);
        await Expect(page.Locator("table.runs tbody tr")).ToHaveCountAsync(200);
        var ready = await page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd");
        TestContext.Out.WriteLine($"200 runs: load event after {ready:0} ms, {watch.ElapsedMilliseconds} ms with the browser's own start");
    }

    [Test]
    public async Task Comparison_OfTheNewestRun_IsOpenAndTheOthersAreFolded()
    {
        var page = await GoAsync(_history);

        await Expect(page.Locator(".compared-run")).ToHaveCountAsync(10);
        await Expect(page.Locator(".compared-run[open]")).ToHaveCountAsync(1);
        await Expect(page.Locator(".compared-run[open] summary")).ToContainTextAsync("a199");
        await Expect(page.Locator(".compared-run[open] .outcome.slower").First).ToBeVisibleAsync();
    }

    [TestCase(360)]
    [TestCase(1320)]
    public async Task Width_AnyScreen_NothingStandsOut(int width)
    {
        var page = await GoAsync(_history, width);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");

        (await OverflowAsync(page)).ShouldBeLessThanOrEqualTo(0);
    }

    [Test]
    public async Task Axe_HistoryWithTrendsOpen_FindsNothingSerious()
    {
        var page = await GoAsync(_history);
        await page.EvaluateAsync("document.querySelector('details').open = true");

        RunPageInBrowserTests.Serious(await page.RunAxe()).ShouldBeEmpty();
    }

    // Acceptance runs, the last one slower than those before it.
    private static RunFixture Numbered(int number)
    {
        var run = Runs.Short(number == 199 ? Slower : Usual);
        return run with { Result = run.Result with { Run = run.Result.Run with { Id = $"a{number:000}", StartedAt = Runs.Began
            .AddHours(number) } } };
    }

    private static RunFixture Usual { get; } = Runs.Acceptance();

    private static RunFixture Slower { get; } = Runs.Acceptance(factor: 1.5);
}
