using SparkLoad.Processes;
using SparkLoad.Results.Files;

namespace SparkLoad.Specs.Suite;

/// <summary>
/// The page of a run, there from its first second and drawn anew while it goes on. A process of its own draws it, so that
/// drawing never weighs on the load; if the suite dies, that process has the last word on the page.
/// </summary>
internal sealed class LivingDocument : IAsyncDisposable
{
    private readonly string _folder;
    private WatchedProcess? _live;

    private LivingDocument(string folder)
    {
        _folder = folder;
        Location = Path.Combine(folder, RunFiles.Page);
    }

    /// <summary>Where the page is, or why there is none.</summary>
    public string Location { get; private set; }

    /// <summary>A link to a scenario in the page, for those who read of it elsewhere.</summary>
    public string LinkTo(string scenarioId) => $"{new Uri(Path.Combine(_folder, RunFiles.Page)).AbsoluteUri}#{scenarioId}";

    /// <summary>Begins to draw. A page that cannot be drawn does not stop the run, which has its results without it.</summary>
    public static async Task<LivingDocument> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var page = new LivingDocument(folder);
        try
        {
            page._live = await WatchedProcess.StartAsync(page.Command("watch", folder), cancellationToken);
        }
        catch (ProcessStartException e)
        {
            page.Location = $"The page cannot be drawn: {e.Message}";
        }

        return page;
    }

    /// <summary>Draws one scenario that is over.</summary>
    /// <returns>Its page and its charts, to be attached elsewhere; none where they could not be drawn.</returns>
    public async Task<IReadOnlyList<string>> DrawAsync(string scenarioId)
    {
        var (files, problem) = await RunAsync("fragment", _folder, scenarioId);
        return problem is null ? files : [];
    }

    /// <summary>Draws the page of the finished run, and the one over all runs.</summary>
    public async Task FinishAsync()
    {
        await DisposeAsync();
        Location = (await RunAsync("render", _folder)).Problem
            ?? (await RunAsync("index", Path.GetDirectoryName(_folder)!)).Problem
            ?? Path.Combine(_folder, RunFiles.Page);
    }

    public async ValueTask DisposeAsync()
    {
        if (_live is not null)
        {
            await _live.DisposeAsync();
            _live = null;
        }
    }

    private Task<(IReadOnlyList<string> Printed, string? Problem)> RunAsync(params string[] arguments) =>
        SuiteProgram.RunAsync(Command(arguments), "The page could not be drawn");

    private WatchedCommand Command(params string[] arguments) => SuiteProgram.Command(
        "The living document", "Cli", arguments, Path.Combine(_folder, "logs", $"living-document-{arguments[0]}.log"));
}
