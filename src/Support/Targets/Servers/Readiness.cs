using System.Globalization;
using Grpc.Core;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;

namespace SparkLoad.Targets.Servers;

/// <summary>Waits until a server answers, and asks what it is.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The version that the server reports.</summary>
    /// <exception cref="TargetNotReachedException">It ended, refused, or did not answer in time.</exception>
    public static async Task<string> WaitAsync(IServer server, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(server.ReadyWithin);
        var last = "no answer";
        try
        {
            while (true)
            {
                try
                {
                    return await AskAsync(server, limit.Token).ConfigureAwait(false);
                }
                catch (SparkException e) when (Passing(e))
                {
                    last = e.Message;
                }

                await Task.Delay(Pause, limit.Token).ConfigureAwait(false);
            }
        }
        catch (SparkException e)
        {
            throw new TargetNotReachedException($"{server.Name} refused to tell its version ({e.Message}); {server.Advice}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TargetNotReachedException(string.Create(CultureInfo.InvariantCulture,
                $"{server.Name} did not answer within {server.ReadyWithin.TotalSeconds:0.#} seconds ({last}); {server.Advice}"), e);
        }
    }

    private static async Task<string> AskAsync(IServer server, CancellationToken cancellationToken)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var session = new SparkSession(
            server.Connection, new() { ConnectTimeout = TimeSpan.FromSeconds(5), RequestTimeout = server.ReadyWithin, CloseTimeout = TimeSpan.FromSeconds(2) });
        var asked = session.GetVersionAsync(given.Token);
        await Task.WhenAny(asked, server.Ended).ConfigureAwait(false);
        if (!asked.IsCompleted)
        {
            await given.CancelAsync().ConfigureAwait(false);
            await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return server.Ended.IsCompleted
            ? throw new TargetNotReachedException($"{server.Name} ended before it answered; {server.Advice}")
            : await asked.ConfigureAwait(false);
    }

    private static bool Passing(SparkException e) => e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded;
}
