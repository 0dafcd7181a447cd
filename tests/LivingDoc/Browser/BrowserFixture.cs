using Microsoft.Playwright;
using SparkLoad.LivingDoc.Tests.Fixtures;

namespace SparkLoad.LivingDoc.Tests.Browser;

/// <summary>Pages of fixture runs in a real browser; each test fails on anything that a page logs or asks of the network.</summary>
[Category("needs-browser")]
public abstract class BrowserFixture
{
    private Chromium? _chromium;

    private protected TemporaryReports Reports { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _chromium = await Chromium.StartAsync();
        if (_chromium is null)
        {
            Assert.Ignore($"Set {Chromium.Variable} to the path of a Chromium, for example /usr/bin/chromium.");
        }

        Reports = new();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        Reports?.Dispose();
    }

    [TearDown]
    public async Task NothingWentWrongInThePage()
    {
        if (_chromium is not null)
        {
            await _chromium.ClosePagesAsync();
            _chromium.TakeTroubles().ShouldBeEmpty();
        }
    }

    /// <summary>Opens a page from disk.</summary>
    protected Task<IPage> GoAsync(
        string file,
        int width = 1320,
        int height = 900,
        ColorScheme scheme = ColorScheme.Light,
        string script = "") =>
        _chromium!.OpenAsync(file, width, height, scheme, script);

    /// <summary>Opens a page as a server gives it that sends a content policy along.</summary>
    protected Task<IPage> GoServedAsync(string file, string policy, int width = 1320) => _chromium!.OpenServedAsync(file, policy, width);

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
