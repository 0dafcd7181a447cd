using System.Threading.Channels;
using SparkLoad.Processes;
using SparkLoad.Results.Files;

namespace SparkLoad.Specs.Suite;

/// <summary>
/// The page of a run, there from its first second and drawn anew while it goes on. A process of its own draws all of the run, so that
/// drawing never weighs on the load; if the suite dies, that process has the last word on the page.
/// </summary>
internal sealed class LivingDocument : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>For the pages of a run that broke off; within the ten seconds that everything has to end in.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(8);

    private readonly string _folder;
    private Channel<string> _answers = Channel.CreateUnbounded<string>();
    private WatchedProcess? _drawing;

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
            await page.BeginAsync(cancellationToken);
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
        var (files, problem) = await AskAsync(DrawingRequest.Of(scenarioId));
        return problem is null ? files : [];
    }

    /// <summary>Draws the page of the finished run, and the one over all runs.</summary>
    /// <returns>Whether it could be drawn.</returns>
    public async Task<bool> FinishAsync()
    {
        var (_, problem) = await AskAsync(DrawingRequest.Finish);
        Location = problem is null ? Path.Combine(_folder, RunFiles.Page) : $"The page could not be drawn: {problem}";
        await DisposeAsync();
        return problem is null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_drawing is not null)
        {
            await _drawing.DisposeAsync();
            _drawing = null;
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var command = SuiteProgram.Command(
            "The living document", "Cli", ["draw", _folder], Path.Combine(_folder, "logs", "living-document.log"));
        // What an earlier process still says is no answer to this one's requests.
        var answers = _answers = Channel.CreateUnbounded<string>();
        _drawing = await WatchedProcess.StartAsync(
            command with { OutputLine = line => answers.Writer.TryWrite(line), Grace = LastWord }, cancellationToken);
    }

    /// <summary>Asks for a drawing, of a new process where the old one has come to an end.</summary>
    /// <returns>The files, and why there are none or null.</returns>
    private async Task<(IReadOnlyList<string> Files, string? Problem)> AskAsync(string request)
    {
        using var limit = new CancellationTokenSource(Limit);
        var files = new List<string>();
        try
        {
            if (_drawing is not { Exited.IsCompleted: false })
            {
                await DisposeAsync();
                await BeginAsync(limit.Token);
            }

            await _drawing!.Input.WriteLineAsync(request.AsMemory(), limit.Token);
            while (await NextAsync(_drawing, limit.Token) is { } line)
            {
                if (line == DrawingRequest.Drawn)
                {
                    return (files, null);
                }

                if (line.StartsWith(DrawingRequest.NotDrawn, StringComparison.Ordinal))
                {
                    return ([], line[DrawingRequest.NotDrawn.Length..]);
                }

                files.Add(line);
            }

            return ([], _drawing.OutputTail);
        }
        catch (Exception e) when (e is ProcessStartException or IOException)
        {
            return ([], e.Message);
        }
        catch (OperationCanceledException)
        {
            await DisposeAsync();
            return ([], $"it took longer than {Limit.TotalSeconds} s");
        }
    }

    /// <returns>Null once the process is gone and all that it said is read.</returns>
    private async Task<string?> NextAsync(WatchedProcess drawing, CancellationToken cancellationToken)
    {
        await Task.WhenAny(_answers.Reader.WaitToReadAsync(cancellationToken).AsTask(), drawing.Exited);
        cancellationToken.ThrowIfCancellationRequested();
        return _answers.Reader.TryRead(out var line) ? line : null;
    }
}
