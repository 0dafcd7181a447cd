using System.Diagnostics;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;
using static Microsoft.Playwright.Assertions;

namespace SparkLoad.LivingDoc.Tests.Browser;

public sealed class HistoryPageInBrowserTests : BrowserFixture
{
    private string history = "";

    [OneTimeSetUp]
    public async Task Render()
    {
        for (var number = 0; number < 200; number++)
        {
            Slow(number).Write(Reports.Path);
        }

        await Reports.IndexAsync();
        history = Path.Combine(Reports.Path, "index.html");
    }

    [Test]
    public async Task Open_TwoHundredRuns_IsReadyAndReportsItsTime()
    {
        var watch = Stopwatch.StartNew();
        var page = await GoAsync(history);
        await Expect(page.Locator("table.runs tbody tr")).ToHaveCountAsync(200);
        var ready = await page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd");
        TestContext.Out.WriteLine($"200 runs: load event after {ready:0} ms, {watch.ElapsedMilliseconds} ms with the browser's own start");
    }

    [Test]
    public async Task Compare_SlowerRun_IsCalledSlower()
    {
        var page = await GoAsync(history);
        await page.Locator("#compare select").First.SelectOptionAsync(new SelectOptionValue { Label = await Label(page, "a000") });
        await page.Locator("#compare select").Last.SelectOptionAsync(new SelectOptionValue { Label = await Label(page, "a198") });

        await Expect(page.Locator("#compared .outcome.slower").First).ToBeVisibleAsync();
        await Expect(page.Locator("#compared .outcome.faster")).ToHaveCountAsync(0);
        page.Url.ShouldContain("left=a000&right=a198");
    }

    [Test]
    public async Task Compare_RehearsalWithAcceptance_IsRefused()
    {
        var page = await GoAsync($"{history}#left=a000&right=a199");

        await Expect(page.Locator("#compared")).ToContainTextAsync("a rehearsal and an acceptance run");
        await Expect(page.Locator("#compared .outcome.slower, #compared .outcome.faster, #compared .outcome.same")).ToHaveCountAsync(0);
    }

    [TestCase(360)]
    [TestCase(1320)]
    public async Task Width_AnyScreen_NothingStandsOut(int width)
    {
        var page = await GoAsync(history, width);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");

        (await OverflowAsync(page)).ShouldBeLessThanOrEqualTo(0);
    }

    [Test]
    public async Task Axe_HistoryWithTrendsOpen_FindsNothingSerious()
    {
        var page = await GoAsync(history);
        await page.EvaluateAsync("document.querySelector('details').open = true");

        RunPageInBrowserTests.Serious(await page.RunAxe()).ShouldBeEmpty();
    }

    private static Task<string> Label(IPage page, string run) =>
        page.EvaluateAsync<string>("name => [...document.querySelector('#compare select').options].find(option => option.text.endsWith(name)).text", run);

    // Acceptance runs that grow slower, and a rehearsal as the newest.
    private static RunFixture Slow(int number)
    {
        var name = $"a{number:000}";
        var run = number == 199 ? Rehearsed : Accepted;
        var slower = Runs.Short(run.With(scenario => scenario with { Criteria = [.. scenario.Criteria.Select(row => Slower(row, 1 + (number / 200.0)))] }));
        return slower with { Result = slower.Result with { Run = slower.Result.Run with { Id = name, StartedAt = Runs.Began.AddHours(number) } } };
    }

    private static CriterionResult Slower(CriterionResult row, double factor) => row.Unit != "ms" ? row : row with
    {
        Measured = row.Measured * factor,
        Interval = new(row.Measured * factor * 0.96, row.Measured * factor * 1.04),
    };

    private static RunFixture Accepted { get; } = Runs.Acceptance();

    private static RunFixture Rehearsed { get; } = Runs.Rehearsal();
}
