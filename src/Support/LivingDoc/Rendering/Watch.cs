using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>Keeps the page of a run up to date while it goes on. One process for all renderings: each costs only what is new.</summary>
internal sealed class Watch(RunReader folder, RunPageWriter writer, TimeProvider time)
{
    // Rendering takes time from a load that runs.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    // The suite closes its pipe when it ends; what it wrote last is there by then.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <param name="suite">Ends when the suite does, however that happens.</param>
    /// <param name="cancellationToken">Ends watching at once.</param>
    /// <exception cref="RunFolderException">There is no readable <c>results.json</c>.</exception>
    public async Task RunAsync(TextReader suite, CancellationToken cancellationToken)
    {
        var suiteEnds = EndOf(suite, cancellationToken);
        var wait = TimeSpan.Zero;
        while (true)
        {
            var isGone = await IsGoneAfterAsync(wait, suiteEnds, cancellationToken);
            var run = await writer.WriteAsync(folder, time.GetUtcNow(), cancellationToken);
            if (run.Info.State != RunState.Running)
            {
                return;
            }

            if (isGone)
            {
                await writer.WriteAsync(RunPageWriter.BrokenOff(run), folder.FullPath, cancellationToken);
                return;
            }

            wait = Between;
        }
    }

    private async Task<bool> IsGoneAfterAsync(TimeSpan wait, Task suiteEnds, CancellationToken cancellationToken)
    {
        await Task.WhenAny(Task.Delay(wait, time, cancellationToken), suiteEnds);
        cancellationToken.ThrowIfCancellationRequested();
        if (!suiteEnds.IsCompleted)
        {
            return false;
        }

        await Task.Delay(LookAgain, time, cancellationToken);
        return true;
    }

    private static async Task EndOf(TextReader suite, CancellationToken cancellationToken)
    {
        // Console.In reads synchronously, whatever its methods are called.
        await Task.Yield();
        while (await suite.ReadLineAsync(cancellationToken) is not null)
        {
        }
    }
}
