using Microsoft.Playwright;

namespace SparkLoad.LivingDoc.Tests.Browser;

/// <summary>A real browser on pages from disk; everything that a page logs or asks of the network is kept.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>Names its program.</summary>
    public const string Variable = "SPARKLOAD_TEST_BROWSER";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly List<string> _troubles = [];
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Errors, warnings and requests of all pages since the last look.</summary>
    public IReadOnlyList<string> TakeTroubles()
    {
        string[] taken = [.. _troubles];
        _troubles.Clear();
        return taken;
    }

    /// <summary>Null where none is named.</summary>
    public static async Task<Chromium?> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
        {
            return null;
        }

        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments, Timeout = 60_000 }));
    }

    /// <summary>Opens a page from disk; what follows <c>#</c> is where to.</summary>
    public async Task<IPage> OpenAsync(
        string file, int width = 1320, int height = 900, ColorScheme scheme = ColorScheme.Light, string script = "")
    {
        var page = await NewPageAsync(width, height, scheme);
        if (script.Length > 0)
        {
            await page.AddInitScriptAsync(script);
        }

        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _troubles.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _troubles.Add($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _troubles.Add($"request: {request.Url}");
            }
        };
        var parts = file.Split('#', 2);
        await page.GotoAsync(new Uri(parts[0]).AbsoluteUri + (parts.Length > 1 ? "#" + parts[1] : ""));
        return page;
    }

    /// <summary>Opens a page as a server gives it that sends a content policy along. What the policy blocks is no trouble.</summary>
    public async Task<IPage> OpenServedAsync(string file, string policy, int width)
    {
        var page = await NewPageAsync(width, 900, ColorScheme.Light);
        await page.RouteAsync("**/*", route => route.FulfillAsync(new()
        {
            Path = file,
            ContentType = "text/html; charset=utf-8",
            Headers = [new("content-security-policy", policy)],
        }));
        await page.GotoAsync("http://archive.test/index.html");
        return page;
    }

    public async Task ClosePagesAsync()
    {
        foreach (var context in _browser.Contexts.ToList())
        {
            await context.CloseAsync().WaitAsync(Limit);
        }
    }

    private async Task<IPage> NewPageAsync(int width, int height, ColorScheme scheme)
    {
        var context = await _browser.NewContextAsync(
            new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync().WaitAsync(Limit);
        _playwright.Dispose();
    }
}
