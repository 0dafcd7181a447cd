using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.LivingDoc.Tests.Page;
using static Microsoft.Playwright.Assertions;

namespace SparkLoad.LivingDoc.Tests.Browser;

public sealed partial class RunPageInBrowserTests : BrowserFixture
{
    private string _failed = "";

    [OneTimeSetUp]
    public async Task Render() => _failed = await PageOfAsync(Runs.FailedAcceptance());

    [Test]
    public async Task Filter_ByVerdictTagAndText_ShowsWhatFits()
    {
        var page = await GoAsync(_failed);
        var cards = page.Locator(".scenario:visible");
        await Expect(cards).ToHaveCountAsync(12);

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "failed" }).CheckAsync(new() { Force = true });
        await Expect(cards).ToHaveCountAsync(2);
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 of 12 shown");

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "@memory" }).CheckAsync(new() { Force = true });
        await Expect(cards).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Searchbox).FillAsync("no such words");
        await Expect(cards).ToHaveCountAsync(0);
        await Expect(page.GetByText("No scenario matches the filter.")).ToBeVisibleAsync();
    }

    [Test]
    public async Task DeepLink_ToACriterion_ShowsItBelowTheBand()
    {
        var page = await GoAsync($"{_failed}#memory-stress-memory-4-1-1--4");

        await Expect(page.Locator("tr:target")).ToBeInViewportAsync();
        await Expect(page.Locator("tr:target")).ToContainTextAsync("client memory growth");
        var row = await page.Locator("tr:target").BoundingBoxAsync();
        var band = await page.Locator(".band").BoundingBoxAsync();
        row!.Y.ShouldBeGreaterThanOrEqualTo(band!.Y + band.Height);
    }

    [Test]
    public async Task DeepLink_ToWhatTheFilterHides_ShowsItAll()
    {
        var page = await GoAsync(_failed);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "failed" }).CheckAsync(new() { Force = true });

        await page.EvaluateAsync("location.hash = 'micro-micro-3-5-8'");

        await Expect(page.Locator("#micro-micro-3-5-8")).ToBeInViewportAsync();
    }

    [Test]
    public async Task Theme_SystemDarkAndButton_Change()
    {
        var page = await GoAsync(_failed, scheme: ColorScheme.Dark);
        var dark = await Background(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Light" }).ClickAsync();

        (await Background(page)).ShouldNotBe(dark);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Dark" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Keyboard_Alone_SkipsFiltersAndChooses()
    {
        var page = await GoAsync(_failed);
        await page.Keyboard.PressAsync("Tab");
        (await Focused(page)).ShouldBe("Skip to the scenarios");

        for (var presses = 0; presses < 30 && await page.EvaluateAsync<string>("document.activeElement.type ?? ''") != "search"; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.TypeAsync("million trips");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 of 12 shown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 of 12 shown");
    }

    [Test]
    public async Task Print_OnPaper_ShowsTablesAndWhatIsFoldedAndNoControls()
    {
        // A sheet of paper is narrower than the screens on which rows become cards.
        var page = await GoAsync(_failed, width: 700);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.EvaluateAsync("window.dispatchEvent(new Event('beforeprint'))");

        await Expect(page.Locator(".filter")).ToBeHiddenAsync();
        await Expect(page.Locator("details:not([open])")).ToHaveCountAsync(0);
        (await page.Locator("table.criteria tbody tr").First.EvaluateAsync<string>("row => getComputedStyle(row).display")).ShouldBe(
            "table-row");
        (await OverflowAsync(page)).ShouldBeLessThanOrEqualTo(0);
    }

    [TestCase(360)]
    [TestCase(768)]
    [TestCase(1920)]
    public async Task Width_AnyScreen_NothingStandsOut(int width)
    {
        foreach (var file in (string[])[_failed, await PageOfAsync(HostileTextTests.Hostile()), await PageOfAsync(
            Runs.Running()), await PageOfAsync(Profiles.Rehearsal(Profiles.Largest)),
            await PageOfAsync(Comparisons.Acceptance(Comparisons.WithPython))])
        {
            (await OverflowAsync(await GoAsync(file, width))).ShouldBeLessThanOrEqualTo(0, file);
        }
    }

    [TestCaseSource(nameof(Looks))]
    public async Task Axe_RunInAnyState_FindsNothingSerious(string state, ColorScheme scheme)
    {
        // A page that refreshes itself would be gone before axe is through.
        var page = await GoAsync(await PageOfAsync(States[state]()), scheme: scheme, script: "window.setInterval = () => 0");

        Serious(await page.RunAxe()).ShouldBeEmpty();
    }

    [Test]
    public async Task Labels_OfCharts_DoNotOverlapAndAreNotCut()
    {
        foreach (var run in (RunFixture[])[Runs.FailedAcceptance(), Runs.Rehearsal(), Profiles.Rehearsal(Profiles.Whole), Comparisons
            .Acceptance(Comparisons.WithPython, Comparisons.WithBaseline)])
        {
            var page = await GoAsync(await PageOfAsync(run));
            (await page.EvaluateAsync<string[]>(CollidingLabels)).ShouldBeEmpty(run.Result.Run.Id);
        }
    }

    [Test]
    public async Task Running_RunThatEnds_RefreshesToItsEndAndStops()
    {
        var file = await PageOfAsync(Runs.Running());
        var page = await GoAsync(file);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Running());
        await Expect(page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();

        await PageOfAsync(Runs.Acceptance("2026-11-24T09-00-00Z-7788"));

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(
            "All 12 scenarios passed", new() { Timeout = 30_000 });
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-state", "finished");
    }

    [Test]
    public async Task Running_NoNewsForAMinute_SaysThatItProbablyBrokeOff()
    {
        var file = await PageOfAsync(Runs.Running());
        var old = Rendered().Replace(await File.ReadAllTextAsync(file), "data-rendered=\"2026-11-23T00:00:00Z\"");
        await File.WriteAllTextAsync(file, old);

        await Expect((await GoAsync(file)).Locator(".stale")).ToContainTextAsync("was probably interrupted");
    }

    private static Dictionary<string, Func<RunFixture>> States { get; } = new()
    {
        ["failed"] = Runs.FailedAcceptance,
        ["inconclusive"] = Runs.Inconclusive,
        ["not run"] = Runs.NotRun,
        ["running"] = Runs.Running,
        ["profiled"] = () => Profiles.Rehearsal(Profiles.Whole),
        ["compared"] = () => Comparisons.Acceptance(Comparisons.WithPython, Comparisons.WithBaseline),
    };

    private static IEnumerable<object[]> Looks =>
        [["failed", ColorScheme.Light], ["inconclusive", ColorScheme.Dark], ["not run", ColorScheme.Light], ["running", ColorScheme.Dark],
            ["profiled", ColorScheme.Light], ["profiled", ColorScheme.Dark], ["compared", ColorScheme.Light],
            ["compared", ColorScheme.Dark]];

    internal static IEnumerable<string> Serious(Deque.AxeCore.Commons.AxeResult result) =>
        result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help} ({violation.Nodes.Length}×, first {violation.Nodes[0].Html})");

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent");

    private static Task<string> Background(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private const string CollidingLabels = """
        () => [...document.querySelectorAll('.chart > svg')].flatMap(svg => {
          const frame = svg.getBoundingClientRect();
          const boxes = [...svg.querySelectorAll('text')].map(text => ({ words: text.textContent, box: text.getBoundingClientRect() }));
          const found = boxes.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1
            || box.bottom > frame.bottom + 1 || box.top < frame.top - 1).map(({ words }) => `cut: ${words}`);
          for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
            const [a, b] = [boxes[i].box, boxes[j].box];
            if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2)
              found.push(`${svg.querySelector('title').textContent}: ${boxes[i].words} / ${boxes[j].words}`);
          }
          return found;
        })
        """;

    [GeneratedRegex("^Running: 3 scenarios")]
    private static partial Regex Running();

    [GeneratedRegex("data-rendered=\"[^\"]*\"")]
    private static partial Regex Rendered();
}
