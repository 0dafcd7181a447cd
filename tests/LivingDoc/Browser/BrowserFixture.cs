using Microsoft.Playwright;
using SparkLoad.LivingDoc.Tests.Fixtures;

namespace SparkLoad.LivingDoc.Tests.Browser;

/// <summary>A real browser on pages from disk; everything that a page logs or asks of the network is kept.</summary>
[Category("needs-browser")]
public abstract class BrowserFixture
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly List<string> troubles = [];
    private IPlaywright? playwright;
    private IBrowser? browser;

    private protected TemporaryReports Reports { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        if (Environment.GetEnvironmentVariable("SPARKLOAD_TEST_BROWSER") is not { Length: > 0 } path)
        {
            Assert.Ignore("Set SPARKLOAD_TEST_BROWSER to the path of a Chromium, for example /usr/bin/chromium.");
            return;
        }

        Reports = new();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments, Timeout = 60_000 });
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (browser is not null)
        {
            await browser.CloseAsync().WaitAsync(Limit);
        }

        playwright?.Dispose();
        Reports?.Dispose();
    }

    [SetUp]
    public void Forget() => troubles.Clear();

    [TearDown]
    public async Task NothingWentWrongInThePage()
    {
        foreach (var context in browser?.Contexts.ToList() ?? [])
        {
            await context.CloseAsync().WaitAsync(Limit);
        }

        troubles.ShouldBeEmpty();
    }

    /// <summary>Opens a page from disk.</summary>
    protected async Task<IPage> GoAsync(string file, int width = 1320, int height = 900, ColorScheme scheme = ColorScheme.Light, string script = "")
    {
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        if (script.Length > 0)
        {
            await page.AddInitScriptAsync(script);
        }

        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                troubles.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => troubles.Add($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal))
            {
                troubles.Add($"request: {request.Url}");
            }
        };
        await page.GotoAsync(new Uri(file.Split('#')[0]).AbsoluteUri + (file.Contains('#', StringComparison.Ordinal) ? "#" + file.Split('#')[1] : ""));
        return page;
    }

    private protected async Task<string> PageOfAsync(RunFixture run)
    {
        var folder = run.Write(Reports.Path);
        await TemporaryReports.RenderAsync(folder);
        return Path.Combine(folder, "index.html");
    }

    /// <summary>How far the page is wider than its window, in pixels.</summary>
    protected static Task<int> OverflowAsync(IPage page) =>
        page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
