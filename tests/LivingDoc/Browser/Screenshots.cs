using Microsoft.Playwright;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.LivingDoc.Tests.Page;

namespace SparkLoad.LivingDoc.Tests.Browser;

/// <summary>Pictures of the page in every state, for looking at before a change is called done.</summary>
[Explicit("By hand: writes pictures into the folder that SPARKLOAD_TEST_GALLERY names.")]
public sealed class Screenshots : BrowserFixture
{
    private static IEnumerable<TestCaseData> Pictures =>
    [
        new("rehearsal", 1320, 2600, ColorScheme.Light, "") { TestName = "rehearsal" },
        new("failed", 1320, 1500, ColorScheme.Light, "#sustained-load-throughput-4-1-1") { TestName = "failed" },
        new("failed", 1320, 1700, ColorScheme.Light, "#memory-stress-memory-4-1-1") { TestName = "failed-memory" },
        new("failed", 360, 1700, ColorScheme.Light, "") { TestName = "failed-360" },
        new("failed", 360, 2600, ColorScheme.Light, "#sustained-load-throughput-4-1-1") { TestName = "failed-360-scenario" },
        new("inconclusive", 1320, 1700, ColorScheme.Dark, "#sustained-load-throughput-4-1-1") { TestName = "inconclusive-dark" },
        new("running", 1320, 1300, ColorScheme.Dark, "") { TestName = "running-dark" },
        new("notrun", 1320, 1700, ColorScheme.Light, "") { TestName = "not-run" },
        new("interrupted", 1320, 1500, ColorScheme.Light, "") { TestName = "interrupted" },
        new("hostile", 1320, 3000, ColorScheme.Light, "") { TestName = "hostile" },
        new("compared", 1320, 1900, ColorScheme.Light, "#sustained-load-throughput-3-5-8") { TestName = "compared" },
        new("compared", 1320, 1900, ColorScheme.Dark, "#sustained-load-throughput-3-5-8") { TestName = "compared-dark" },
        new("compared", 360, 3600, ColorScheme.Light, "#sustained-load-throughput-3-5-8") { TestName = "compared-360" },
        new("rehearsal", 1320, 2000, ColorScheme.Light, "#micro-micro-4-1-1-rows") { TestName = "micro" },
        new("rehearsal", 1320, 2300, ColorScheme.Dark, "#micro-micro-4-1-1-rows") { TestName = "micro-dark" },
        new("rehearsal", 360, 4200, ColorScheme.Light, "#micro-micro-4-1-1-rows") { TestName = "micro-360" },
        new("slower", 1320, 2600, ColorScheme.Light, "#sustained-load-throughput-3-5-8") { TestName = "slower" },
        new("slower", 360, 4600, ColorScheme.Light, "#sustained-load-throughput-3-5-8") { TestName = "slower-360" },
    ];

    [TestCaseSource(nameof(Pictures))]
    public async Task Take(string state, int width, int height, ColorScheme scheme, string place)
    {
        var run = state switch
        {
            "failed" => Runs.FailedAcceptance(),
            "inconclusive" => Runs.Inconclusive(),
            "running" => Runs.Running(),
            "notrun" => Runs.NotRun(),
            "interrupted" => Runs.Interrupted(),
            "compared" => Comparisons.Acceptance(Comparisons.WithPython, Comparisons.WithBaseline),
            "slower" => Runs.Later(Runs.Acceptance("2026-11-29T00-00-00Z-d1d1", seed: 2, factor: 1.3)),
            "hostile" => HostileTextTests.Hostile(),
            _ => Runs.Rehearsal(),
        };
        if (state == "slower")
        {
            Runs.Acceptance().Write(Reports.Path);
        }

        await ShootAsync(await PageOfAsync(run) + place, width, height, scheme);
    }

    [TestCase(1400, ColorScheme.Light, TestName = "history")]
    [TestCase(1400, ColorScheme.Dark, TestName = "history-dark")]
    [TestCase(390, ColorScheme.Light, TestName = "history-390")]
    public async Task History(int width, ColorScheme scheme)
    {
        foreach (var number in Enumerable.Range(1, 12))
        {
            Runs.Later(Runs.Short(Runs.Rehearsal($"r{number:00}", number)), number).Write(Reports.Path);
            Runs.Later(Runs.Short(Runs.Acceptance($"a{number:00}", number, number > 6 ? 1.3 : 1)), number + 20).Write(Reports.Path);
        }

        var damaged = Directory.CreateDirectory(Path.Combine(Reports.Path, "broken"));
        await File.WriteAllTextAsync(Path.Combine(damaged.FullName, "results.json"), "{");
        await Reports.IndexAsync();
        await ShootAsync(Path.Combine(Reports.Path, "index.html"), width, 4200, scheme);
    }

    private async Task ShootAsync(string file, int width, int height, ColorScheme scheme)
    {
        var folder = Environment.GetEnvironmentVariable("SPARKLOAD_TEST_GALLERY") ?? Path.GetTempPath();
        var page = await GoAsync(file, width, height, scheme, "window.setInterval = () => 0");
        await page.EvaluateAsync("location.pathname.endsWith('/index.html') && "
            + "document.getElementById('trends')?.querySelector('details')?.setAttribute('open', '')");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{TestContext.CurrentContext.Test.Name}.png") });
    }
}
