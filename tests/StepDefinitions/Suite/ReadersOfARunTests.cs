using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Playwright;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LivingDoc.Tests.Browser;
using SparkLoad.Results;
using static Microsoft.Playwright.Assertions;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>
/// One rehearsal as each of its readers meets it: a browser while it goes on, the test platform, the stock Cucumber report.
/// </summary>
public sealed partial class ReadersOfARunTests : IAsyncDisposable
{
    private const string Npm = "SPARKLOAD_TEST_NPM";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly List<Sighting> _sightings = [];
    private IReadOnlyList<string> _troubles = [];
    private readonly SuiteProcess _suite = new();
    private Chromium? _browser;

    private string Run => Directory.GetDirectories(_suite.Reports).ShouldHaveSingleItem();

    private ScenarioResult Scenario => _suite.Results()!.Scenarios.ShouldHaveSingleItem();

    [OneTimeSetUp]
    public async Task RunOneScenarioAsync()
    {
        _browser = await Chromium.StartAsync();
        using var run = await _suite.StartAsync(
            "TestCategory=throughput&TestCategory=spark-4.1.1",
            // A browser has to see the page drawn again under load.
            ("SPARKLOAD_DURATION_SCALE", _browser is null ? "1/360" : "1/120"));
        if (_browser is not null)
        {
            await WatchAsync(_browser, run);
            _troubles = _browser.TakeTroubles();
            await _browser.ClosePagesAsync();
        }

        await run.WaitForEndAsync();
        run.ExitCode.ShouldBe(0, run.Output);
    }

    public async ValueTask DisposeAsync()
    {
        _suite.Dispose();
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Test]
    [Category("needs-browser")]
    public void Page_OfARunUnderWay_RefreshesItselfFromTheFirstSecondToTheVerdict()
    {
        RequireBrowser();

        _sightings[0].Heading.ShouldBe("The run has begun");
        var underWay = _sightings.Where(sighting => sighting.Left is not null).ToList();
        underWay.ShouldNotBeEmpty("the page never showed the load");
        underWay.ShouldAllBe(sighting => sighting.State == "running" && TimeLeft().IsMatch(sighting.Left!) && sighting.Progress >= 0
            && sighting.Progress <= 100);
        _sightings[^1].State.ShouldBe("finished");
        _sightings[^1].Heading.ShouldBe("The scenario passed");
        _troubles.ShouldBeEmpty();
    }

    [Test]
    public void TestResults_OfAScenario_HoldItsPageAndALinkToThePageOfTheRun()
    {
        var file = Directory.GetFiles(_suite.TestResults, "*.trx").ShouldHaveSingleItem();
        var result = XDocument.Load(file).Descendants().Single(element => element.Name.LocalName == "UnitTestResult");
        var attached = result.Descendants().Where(element => element.Name.LocalName == "ResultFile")
            .Select(element => element.Attribute("path")!.Value)
            .ToList();
        var copies = Path.Combine(Path.ChangeExtension(file, null), "In", result.Attribute("relativeResultsDirectory")!.Value);
        copies = Directory.Exists(copies)
            ? copies
            : Directory.GetDirectories(_suite.TestResults, Path.GetFileName(copies), SearchOption.AllDirectories).Single();

        var fragment = File.ReadAllText(Path.Combine(copies, attached.Single(path => path.EndsWith(".html", StringComparison.Ordinal))));

        fragment.ShouldContain(Scenario.Scenario);
        fragment.ShouldContain("95th percentile latency");
        attached.Count(path => path.EndsWith(".svg", StringComparison.Ordinal)).ShouldBe(Charts().Count);
        var link = Link().Match(fragment).Groups[1].Value;
        result.Descendants().Single(element => element.Name.LocalName == "StdOut").Value.ShouldContain($"The page: {link}");
        var address = new Uri(link);
        File.ReadAllText(address.LocalPath).ShouldContain($"id=\"{address.Fragment[1..]}\"");
    }

    [Test]
    [Category("needs-npm")]
    public async Task Messages_OfARun_AreValidByTheSchema() =>
        (await CheckMessagesAsync()).ShouldEndWith(" 0 of them not valid");

    [Test]
    public void Page_OfTheRun_LinksTheReportsOfReqnroll()
    {
        var page = File.ReadAllText(Path.Combine(Run, "index.html"));

        page.ShouldContain("href=\"cucumber.html\"");
        page.ShouldContain("href=\"messages.ndjson\"");
    }

    [Test]
    public void Run_OfEitherRunner_LeavesNothingInTheHomeFolder() =>
        Directory.EnumerateFiles(_suite.UserHome, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_suite.UserHome, path))
            .Where(path => !IsOfDotnetItself(path)).ShouldBeEmpty();

    [Test]
    [Category("needs-browser")]
    public async Task StockReport_OfTheRun_ShowsCriteriaAndChartsAtTheStep()
    {
        RequireBrowser();

        var page = await _browser!.OpenAsync(Path.Combine(Run, "cucumber.html"), height: 2400);
        await page.Locator("[aria-expanded=false]").First.ClickAsync();
        var step = page.Locator("li", new() { HasText = "the run meets these criteria" }).Last;
        await Expect(step.GetByText("95th percentile latency | under 5 seconds")).ToBeVisibleAsync();
        var charts = step.Locator("img[src^='data:image/svg+xml']");
        await Expect(charts).ToHaveCountAsync(Charts().Count);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        foreach (var chart in await charts.AllAsync())
        {
            await Expect(chart).ToBeVisibleAsync();
            (await chart.EvaluateAsync<int>("image => image.naturalWidth")).ShouldBeGreaterThan(0);
        }

        if (Environment.GetEnvironmentVariable("SPARKLOAD_TEST_GALLERY") is { Length: > 0 } gallery)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(gallery, "stock-report.png") });
        }

        _browser.TakeTroubles().ShouldBeEmpty();
    }

    /// <summary>That it has been used once, and how far NuGet's settings are migrated.</summary>
    private static bool IsOfDotnetItself(string path) => new[] { ".dotnet", Path.Combine(".local", "share", "NuGet") }
        .Any(folder => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private List<string> Charts() => [.. Directory.GetFiles(Path.Combine(Run, "fragments"), "*.svg")];

    private void RequireBrowser()
    {
        if (_browser is null)
        {
            Assert.Ignore($"Set {Chromium.Variable} to the path of a Chromium, for example /usr/bin/chromium.");
        }
    }

    /// <summary>Looks at the page from the moment it is there until it says that the run is over.</summary>
    private async Task WatchAsync(Chromium browser, RunningSuite run)
    {
        await run.WaitForOutputAsync("The page, live: ");
        var file = Path.Combine(Run, "index.html");
        var watch = Stopwatch.StartNew();
        while (!File.Exists(file) && watch.Elapsed < Limit)
        {
            await Task.Delay(50);
        }

        var page = await browser.OpenAsync(file);
        while (_sightings.LastOrDefault()?.State != "finished" && watch.Elapsed < Limit)
        {
            try
            {
                var seen = await page.EvaluateAsync<Sighting>(Look);
                if (seen != _sightings.LastOrDefault())
                {
                    _sightings.Add(seen);
                }
            }
            catch (PlaywrightException)
            {
                // Between two pages, for it refreshes itself.
            }

            await Task.Delay(250);
        }
    }

    private async Task<string> CheckMessagesAsync()
    {
        if (Environment.GetEnvironmentVariable(Npm) is not { Length: > 0 } folder)
        {
            Assert.Ignore($"Set {Npm} to a folder in which `npm install @cucumber/messages@30.1.0 ajv` was run.");
            return "";
        }

        var start = new ProcessStartInfo(
            "node",
            [Path.Combine(TestContext.CurrentContext.TestDirectory, "check-messages.mjs"), folder, Path.Combine(Run, "messages.ndjson")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(Limit);
        using var node = Process.Start(start)!;
        try
        {
            var (output, error) = (node.StandardOutput.ReadToEndAsync(limit.Token), node.StandardError.ReadToEndAsync(limit.Token));
            await node.WaitForExitAsync(limit.Token);
            return ((await error) + (await output)).Trim();
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }

    private const string Look = """
        () => ({
          state: document.documentElement.dataset.state,
          heading: document.querySelector('h1').textContent,
          left: document.querySelector('.live progress + .sentence')?.textContent ?? null,
          progress: document.querySelector('.live progress')?.value ?? null,
        })
        """;

    [GeneratedRegex("^[0-9.]+ m?s of 15 s, ([0-9.]+ s left|waiting for the last answers)$")]
    private static partial Regex TimeLeft();

    [GeneratedRegex("href=\"(file:[^\"]+)\"")]
    private static partial Regex Link();

    /// <summary>What the page showed at a moment.</summary>
    private sealed record Sighting
    {
        public string State { get; init; } = "";

        public string Heading { get; init; } = "";

        public string? Left { get; init; }

        public double? Progress { get; init; }
    }
}
