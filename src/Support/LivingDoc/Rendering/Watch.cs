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

    // The suite closes its pipe when it ends; what it wrote last is there by then.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

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
                await new HistoryWriter(renderer).WriteAsync(
                    Path.GetDirectoryName(folder.FullPath)!, time.GetUtcNow(), cancellationToken);
            }

            await answers.WriteLineAsync(DrawingRequest.Drawn);
        }
        catch (Exception e) when (e is RunFolderException or IOException or UnauthorizedAccessException)
        {
            await answers.WriteLineAsync($"{DrawingRequest.NotDrawn}{e.Message}");
        }

        await answers.FlushAsync(cancellationToken);
    }

    private async Task HaveTheLastWordAsync(CancellationToken cancellationToken)
    {
        var run = await _page.WriteAsync(folder, time.GetUtcNow(), cancellationToken);
        if (run.Info.State != RunState.Running)
        {
            return;
        }

        await Task.Delay(LookAgain, time, cancellationToken);
        run = await _page.WriteAsync(folder, time.GetUtcNow(), cancellationToken);
        if (run.Info.State == RunState.Running)
        {
            await _page.WriteAsync(RunPageWriter.BrokenOff(run), folder.FullPath, cancellationToken);
        }
    }
}
