using SparkLoad.LivingDoc.Reading;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>
/// Keeps the page of a run up to date while it goes on, and draws what its suite asks for. One process for all drawings of a run: to start
/// one takes longer than to draw.
/// </summary>
internal sealed class Watch(RunReader folder, PageRenderer renderer, TimeProvider time)
{
    // Rendering takes time from a load that runs.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    // The pipe closes before the suite's process is gone.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private const int Looks = 10;

    private readonly RunPageWriter _page = new(renderer);

    /// <param name="suite">Its requests, a line each (<see cref="DrawingRequest"/>); ends when the suite does, however that happens.</param>
    /// <param name="answers">Takes the answers.</param>
    /// <param name="cancellationToken">Ends watching at once.</param>
    /// <exception cref="RunFolderException">There is no readable <c>results.json</c>.</exception>
    public async Task RunAsync(TextReader suite, TextWriter answers, CancellationToken cancellationToken)
    {
        var request = NextAsync(suite, cancellationToken);
        var tick = Task.CompletedTask;
        while (true)
        {
            await Task.WhenAny(request, tick);
            cancellationToken.ThrowIfCancellationRequested();
            if (!request.IsCompleted)
            {
                await TryAsync(() => _page.WriteAsync(folder, time.GetUtcNow(), cancellationToken));
                tick = Task.Delay(Between, time, cancellationToken);
                continue;
            }

            if (await request is not { } asked)
            {
                await HaveTheLastWordAsync(cancellationToken);
                return;
            }

            await AnswerAsync(asked, answers, cancellationToken);
            if (asked == DrawingRequest.Finish)
            {
                return;
            }

            request = NextAsync(suite, cancellationToken);
        }
    }

    /// <summary>A page that could not be written this time is written the next.</summary>
    private static async Task TryAsync(Func<Task> draw)
    {
        try
        {
            await draw();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The page cannot be written: {e.Message}");
        }
    }

    private static async Task<string?> NextAsync(TextReader suite, CancellationToken cancellationToken)
    {
        // Console.In reads synchronously, whatever its methods are called.
        await Task.Yield();
        return await suite.ReadLineAsync(cancellationToken);
    }

    private async Task AnswerAsync(string asked, TextWriter answers, CancellationToken cancellationToken)
    {
        try
        {
            if (DrawingRequest.ScenarioOf(asked) is { } scenario)
            {
                foreach (var file in await new FragmentWriter(renderer).WriteAsync(folder, scenario, time.GetUtcNow(), cancellationToken))
                {
                    await answers.WriteLineAsync(file);
                }
            }
            else
            {
                await _page.WriteAsync(folder, time.GetUtcNow(), cancellationToken);
                await WriteHistoryAsync(cancellationToken);
            }

            await answers.WriteLineAsync(DrawingRequest.Drawn);
        }
        catch (Exception e) when (e is RunFolderException or IOException or UnauthorizedAccessException)
        {
            await answers.WriteLineAsync($"{DrawingRequest.NotDrawn}{e.Message}");
        }

        await answers.FlushAsync(cancellationToken);
    }

    /// <summary>A run whose suite is gone has broken off, and says so from now on: its results, its page, and the page over all runs.</summary>
    private async Task HaveTheLastWordAsync(CancellationToken cancellationToken)
    {
        var closed = InterruptedRuns.Close(folder.FullPath, time);
        for (var look = 0; !closed && look < Looks && ResultsFile.Read(folder.FullPath).Run.State == RunState.Running; look++)
        {
            await Task.Delay(LookAgain, time, cancellationToken);
            closed = InterruptedRuns.Close(folder.FullPath, time);
        }

        await _page.WriteAsync(folder, time.GetUtcNow(), cancellationToken);
        if (closed)
        {
            await WriteHistoryAsync(cancellationToken);
        }
    }

    private Task WriteHistoryAsync(CancellationToken cancellationToken) => new HistoryWriter(renderer).WriteAsync(
        Path.GetDirectoryName(folder.FullPath)!, time.GetUtcNow(), cancellationToken);
}
