using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;

namespace SparkLoad.Targets.Servers;

/// <summary>Waits until a server answers, and asks what it is.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The version that the server reports.</summary>
    /// <exception cref="TargetNotReachedException">It ended, refused, or did not answer in time.</exception>
    public static async Task<string> WaitAsync(IServer server, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(server.ReadyWithin);
        Obstacle? last = null;
        long? asked = null;
        try
        {
            while (true)
            {
                try
                {
                    asked = Stopwatch.GetTimestamp();
                    return await AskAsync(server, limit.Token).ConfigureAwait(false);
                }
                catch (SparkException e) when (IsTransient(e) || MaySpeakTlsOnly(server, e.Obstacle))
                {
                    asked = null;
                    var before = last?.Kind;
                    last = e.Obstacle ?? new(ObstacleKind.Unavailable, e.Message);
                    if (MaySpeakTlsOnly(server, last) && last.Kind != before
                        && await TlsProbe.SpeaksTlsAsync(server.Connection, limit.Token).ConfigureAwait(false))
                    {
                        throw CannotBeUsed(server, Obstacle.TlsOnly, e);
                    }

                    if (!IsTransient(e))
                    {
                        throw;
                    }
                }

                await Task.Delay(Pause, limit.Token).ConfigureAwait(false);
            }
        }
        catch (SparkException e)
        {
            throw e.Obstacle is { } obstacle
                ? CannotBeUsed(server, obstacle, e)
                : new TargetNotReachedException($"{server.Name} refused to report its version ({e.Message}); {server.Advice}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // A request that has been open for longer than connecting may take has a connection.
            var connected = asked is { } since && Stopwatch.GetElapsedTime(since) > ConnectTimeout;
            last = last is null || connected ? Obstacle.Silent : last;
            throw new TargetNotReachedException(string.Create(CultureInfo.InvariantCulture,
                $"{server.Name} did not answer within {server.ReadyWithin.TotalSeconds:0.#} seconds: {last.Cause}; "
                    + $"{server.WayOut(last)}"), e);
        }
    }

    private static async Task<string> AskAsync(IServer server, CancellationToken cancellationToken)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var session = new SparkSession(
            server.Connection, new() {
                ConnectTimeout = ConnectTimeout,
                RequestTimeout = server.ReadyWithin,
                CloseTimeout = TimeSpan.FromSeconds(2) });
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

    private static TargetNotReachedException CannotBeUsed(IServer server, Obstacle obstacle, SparkException e) =>
        new($"{server.Name} cannot be used: {obstacle.Cause}; {server.WayOut(obstacle)}", e);

    // Asked in plain text, some hang up, and some say in HTTP/1.1 what they think of it.
    private static bool MaySpeakTlsOnly(IServer server, Obstacle? obstacle) =>
        !server.Connection.UseTls && obstacle?.Kind is ObstacleKind.HungUp or ObstacleKind.NoHttp2;

    private static bool IsTransient(SparkException e) =>
        e.Obstacle?.MayPass ?? e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded;
}
