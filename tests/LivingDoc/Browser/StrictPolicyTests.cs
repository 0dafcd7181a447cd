using System.Text.Json;
using Microsoft.Playwright;
using SparkLoad.LivingDoc.Tests.Fixtures;

namespace SparkLoad.LivingDoc.Tests.Browser;

/// <summary>Pages as Jenkins serves what it archives: no style, no script. They are compared with themselves, opened from disk.</summary>
public sealed class StrictPolicyTests : BrowserFixture
{
    private const string Policy = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'";

    private readonly Dictionary<string, (Look Plain, Look Strict)> _looks = [];

    [OneTimeSetUp]
    public async Task LookAtAll()
    {
        foreach (var (name, file) in await PagesAsync())
        {
            var plain = await LookAsync(await GoAsync(file, script: "window.setInterval = () => 0"));
            _looks[name] = (plain, await LookAsync(await GoServedAsync(file, Policy)));
        }
    }

    [TestCaseSource(nameof(Pages))]
    public void Style_UnderThePolicy_IsNotUsed(string page) =>
        (_looks[page].Plain.Margin, _looks[page].Strict.Margin).ShouldBe(("0px", "8px"));

    [TestCaseSource(nameof(Pages))]
    public void Icons_UnderThePolicy_StaySmall(string page)
    {
        _looks[page].Strict.Icons.ShouldNotBeEmpty();
        _looks[page].Strict.Icons.ShouldAllBe(box => box.Width >= 10 && box.Width <= 40 && box.Height >= 10 && box.Height <= 40);
    }

    [TestCaseSource(nameof(Drawn))]
    public void Charts_UnderThePolicy_HaveTheSizeTheyWereDrawnAt(string page)
    {
        _looks[page].Strict.Charts.ShouldNotBeEmpty();
        _looks[page].Strict.Charts.ShouldAllBe(chart =>
            Math.Abs(chart.Width - chart.DrawnWidth) < 1 && Math.Abs(chart.Height - chart.DrawnHeight) < 1);
    }

    [TestCaseSource(nameof(Drawn))]
    public void Lines_UnderThePolicy_AreDrawnAndNotFilled(string page)
    {
        _looks[page].Strict.Lines.ShouldNotBeEmpty();
        _looks[page].Strict.Lines.Where(line => line.Fill != "none" || line.Stroke == "none").ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Pages))]
    public void HeadingsAndCriteria_UnderThePolicy_AreReadInTheSameOrder(string page) =>
        ShouldBeTheSame(_looks[page].Strict.Read, _looks[page].Plain.Read);

    [TestCaseSource(nameof(Pages))]
    public void Text_UnderThePolicy_IsAllShownAndNoneIsAdded(string page) =>
        ShouldBeTheSame(_looks[page].Strict.Shown, _looks[page].Plain.Shown);

    [TestCaseSource(nameof(Pages))]
    public void Words_UnderThePolicy_StandApart(string page) =>
        _looks[page].Strict.Words.Except(_looks[page].Plain.Words).ShouldBeEmpty();

    [Test]
    public void Comparison_UnderThePolicy_IsThere() =>
        _looks["history"].Strict.Shown.ShouldContain(text => text.Contains("with the previous run", StringComparison.Ordinal));

    private static string[] Drawn => ["failed", "inconclusive", "running", "profiled", "compared", "history"];

    private static string[] Pages => [.. Drawn, "not run"];

    private async Task<Dictionary<string, string>> PagesAsync()
    {
        var profiled = Profiles.Rehearsal(Profiles.Whole);
        var compared = Comparisons.Acceptance(Comparisons.WithPython, Comparisons.WithBaseline);
        var pages = new Dictionary<string, string>
        {
            ["failed"] = await PageOfAsync(Runs.FailedAcceptance()),
            ["inconclusive"] = await PageOfAsync(Runs.Inconclusive()),
            ["not run"] = await PageOfAsync(Runs.NotRun()),
            ["running"] = await PageOfAsync(Runs.Running()),
            ["profiled"] = await TemporaryReports.FragmentAsync(profiled.Write(Reports.Path), profiled.Result.Scenarios[0].Id),
            ["compared"] = await TemporaryReports.FragmentAsync(compared.Write(Reports.Path), compared.Result.Scenarios[0].Id),
            ["history"] = Path.Combine(Reports.Path, "index.html"),
        };
        await PageOfAsync(Runs.Later(Runs.Acceptance("2026-11-26T06-00-00Z-1234")));
        await Reports.IndexAsync();
        return pages;
    }

    // In steps, for the texts of a whole page are too much for a message.
    private static void ShouldBeTheSame(IReadOnlyList<string> strict, IReadOnlyList<string> plain)
    {
        strict.ShouldNotBeEmpty();
        plain.Except(strict).ShouldBeEmpty("Missing under the policy");
        strict.Except(plain).ShouldBeEmpty("Shown under the policy only");
        strict.ShouldBe(plain);
    }

    private static async Task<Look> LookAsync(IPage page) =>
        (await page.EvaluateAsync<JsonElement>(Looking)).Deserialize<Look>(JsonSerializerOptions.Web)!;

    // What only a script can serve is left out: it is not there without one.
    private const string Looking = """
        () => {
          document.querySelectorAll('details').forEach(details => details.open = true);
          const scripted = 'form, button';
          const isLeftOut = element => element.closest(`${scripted}, [hidden], script`);
          const all = selector => [...document.querySelectorAll(selector)].filter(element => !isLeftOut(element));
          const box = element => { const { width, height } = element.getBoundingClientRect(); return { width, height }; };
          const isShown = element => element.checkVisibility() && box(element).width > 0 && box(element).height > 0;
          const hasText = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
          const text = element => element.textContent.trim().replace(/\s+/g, ' ');
          const top = element => element.getBoundingClientRect().top;
          const look = {
            margin: getComputedStyle(document.body).margin,
            icons: all('svg.sign').map(box),
            charts: all('svg[role=img]').map(chart => [box(chart), chart.viewBox.baseVal])
              .map(([box, drawn]) => ({ ...box, drawnWidth: drawn.width, drawnHeight: drawn.height })),
            lines: all('svg:not(.defs) path').map(line => [line.getAttribute('class'), getComputedStyle(line)])
              .map(([name, { fill, stroke }]) => ({ name, fill, stroke })),
            read: all('h1, h2, h3, h4, .criteria tr').filter(isShown).sort((a, b) => top(a) - top(b)).map(text),
            shown: all('body *').filter(hasText).filter(isShown).map(text),
          };
          for (const element of document.querySelectorAll(scripted)) element.remove();
          look.words = document.body.innerText.trim().toLowerCase().split(/\s+/);
          return look;
        }
        """;

    private sealed record Look(
        string Margin,
        IReadOnlyList<Box> Icons,
        IReadOnlyList<Chart> Charts,
        IReadOnlyList<Line> Lines,
        IReadOnlyList<string> Read,
        IReadOnlyList<string> Shown,
        IReadOnlyList<string> Words);

    private sealed record Box(double Width, double Height);

    private sealed record Chart(double Width, double Height, double DrawnWidth, double DrawnHeight);

    private sealed record Line(string Name, string Fill, string Stroke);
}
