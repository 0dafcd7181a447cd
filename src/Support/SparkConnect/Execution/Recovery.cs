using Grpc.Core;
using SparkLoad.SparkConnect.Errors;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Telemetry;

namespace SparkLoad.SparkConnect.Execution;

/// <summary>Decides what follows a broken stream: reattach, send the plan again, or give up. Counts and announces each.</summary>
internal sealed class Recovery(SessionCore session, string operationId, IExecutionObserver? observer, bool reattachable, bool isCommand)
{
    private const int MostResubmits = 3;
    private const int LongestSilences = 3;
    private const int MostEmptyStreams = 600;

    private int _retries;
    private int _reattaches;
    private int _resubmits;
    private int _retriesSinceProgress;
    private int _silences;
    private int _emptyStreams;
    private bool _mayHaveArrived;
    private long? _brokenSince;
    private TimeSpan _interrupted;

    /// <summary>The plan was sent, and the server may have it.</summary>
    public bool MayHaveArrived => _mayHaveArrived;

    public AttemptCounts Attempts => new(_retries, _reattaches, _resubmits, _interrupted + SinceBreak);

    /// <summary>A message arrived: the policy's count starts anew.</summary>
    public void Progressed()
    {
        if (_brokenSince is not null)
        {
            Recovered();
        }

        _mayHaveArrived = true;
        _retriesSinceProgress = 0;
        _silences = 0;
        _emptyStreams = 0;
    }

    /// <summary>The server ended a stream before the result was complete; that is its right, even without a message.</summary>
    public async ValueTask StreamEndedAsync(int messages, CancellationToken cancellationToken)
    {
        Broken();
        _mayHaveArrived = true;
        _silences = 0;
        if (messages == 0 && ++_emptyStreams > 3)
        {
            if (_emptyStreams > MostEmptyStreams)
            {
                throw Failure(
                    $"The server ended {MostEmptyStreams} streams of operation {operationId} in a row without a message.",
                    StatusCode.Aborted);
            }

            // A server that ends streams at once is asked less often; one that ends them after their time does not notice.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(50 * _emptyStreams, 1000)), session.Options.TimeProvider, cancellationToken)
                .ConfigureAwait(false);
        }

        Reattaching(ReattachReason.StreamEnded);
    }

    /// <summary>Nothing came for the idle time-out: the connection is taken for dead.</summary>
    public void Silent(StreamAttempt attempt)
    {
        Broken(session.Options.IdleTimeout);
        _mayHaveArrived = true;
        session.Log.Silent(operationId, session.Options.IdleTimeout);
        session.Channel.Replace(attempt.Line);
        if (!reattachable || ++_silences > LongestSilences)
        {
            throw Failure(
                $"The server was silent about operation {operationId} for {session.Options.IdleTimeout * Math.Max(_silences, 1)}.",
                StatusCode.DeadlineExceeded);
        }

        Reattaching(ReattachReason.Silence);
    }

    /// <summary>Whether a stream that was refused is to be opened again because the token has been replaced since it was sent.</summary>
    /// <param name="error">What the failed stream said.</param>
    /// <param name="attempt">The stream.</param>
    /// <param name="received">Any message of this operation has arrived, so that it can only be reattached.</param>
    public bool MayGoOnWithNewToken(ServerError error, StreamAttempt? attempt, bool received)
    {
        if (!error.RefusesCaller || (received && !reattachable) || !session.Headers.HaveChangedSince(attempt?.Headers))
        {
            return false;
        }

        Broken();
        _retries++;
        observer?.OnRetry("ExecutePlan", error.Message, TimeSpan.Zero);
        session.Log.TokenRenewed("ExecutePlan", session.Identity.SessionId);
        Diagnostics.Retried("ExecutePlan");
        if (received)
        {
            Reattaching(ReattachReason.Error);
        }

        return true;
    }

    /// <summary>Decides after an error; returns after the pause that it needs.</summary>
    /// <param name="error">What the failed stream said.</param>
    /// <param name="wasReattach">The failed stream was a ReattachExecute.</param>
    /// <param name="received">Any message of this operation has arrived.</param>
    /// <param name="cancellationToken">Ends the pause.</param>
    /// <returns>Whether to reattach; otherwise the plan is sent (again).</returns>
    /// <exception cref="SparkException">There is nothing more to try.</exception>
    public async ValueTask<bool> DecideAsync(ServerError error, bool wasReattach, bool received, CancellationToken cancellationToken)
    {
        if (reattachable && wasReattach && !received && NeverArrived(error))
        {
            return await ResubmitAsync(error, cancellationToken).ConfigureAwait(false);
        }

        if (reattachable && !wasReattach && _mayHaveArrived && error.Says("INVALID_HANDLE.OPERATION_ALREADY_EXISTS"))
        {
            Reattaching(ReattachReason.Error);
            return true;
        }

        var outcomeIsUnknown = OutcomeIsUnknown(error);
        _mayHaveArrived |= !error.NotSent;
        if (!reattachable && !error.NotSent || !error.IsTransient || _retriesSinceProgress >= session.Options.Retry.MaxRetries)
        {
            throw await session.Failures.ReadAsync(error, operationId, Attempts, cancellationToken, outcomeIsUnknown).ConfigureAwait(false);
        }

        var pause = session.Options.Retry.PauseBefore(_retriesSinceProgress, error.RetryDelay, Random.Shared.NextDouble);
        Broken();
        _retriesSinceProgress++;
        _retries++;
        var rpc = wasReattach ? "ReattachExecute" : "ExecutePlan";
        observer?.OnRetry(rpc, error.Message, pause);
        session.Log.Retrying(rpc, session.Identity.SessionId, pause, error.Message);
        Diagnostics.Retried(rpc);
        await Task.Delay(pause, session.Options.TimeProvider, cancellationToken).ConfigureAwait(false);

        // What was never sent cannot be reattached, and sending it is not a repetition.
        if (!wasReattach && error.NotSent)
        {
            return false;
        }

        Reattaching(ReattachReason.Error);
        return true;
    }

    private static bool NeverArrived(ServerError error) =>
        error.Says("INVALID_HANDLE.OPERATION_NOT_FOUND") || error.Says("INVALID_HANDLE.SESSION_NOT_FOUND");

    private async ValueTask<bool> ResubmitAsync(ServerError error, CancellationToken cancellationToken)
    {
        var sessionIsGone = error.Says("INVALID_HANDLE.SESSION_NOT_FOUND");
        // A session that had answered and is unknown now is lost, with its views and settings. A command is sent again only
        // to a server that has told its session's id: it would have said SESSION_CHANGED had it been restarted in between.
        if (_resubmits == MostResubmits || (sessionIsGone && (session.WasAnswered || isCommand))
            || (isCommand && session.ServerSideSessionId is null))
        {
            var note = isCommand ? "It is unknown whether the command was executed: the connection was lost before an answer." : null;
            throw await session.Failures.ReadAsync(error, operationId, Attempts, cancellationToken, outcomeUnknown: isCommand, note)
                .ConfigureAwait(false);
        }

        Broken();
        _resubmits++;
        observer?.OnResubmit();
        session.Log.Resubmitting(operationId);
        Diagnostics.Resubmitted();
        return false;
    }

    // An answer about ids, to a plan that was sent before, tells nothing of what became of it.
    private bool OutcomeIsUnknown(ServerError error) =>
        isCommand && (error.IsAnswer ? _mayHaveArrived && error.IsAboutHandles : _mayHaveArrived || !error.NotSent);

    private TimeSpan SinceBreak => _brokenSince is { } since ? session.Options.TimeProvider.GetElapsedTime(since) : TimeSpan.Zero;

    private void Broken(TimeSpan ago = default)
    {
        var time = session.Options.TimeProvider;
        _brokenSince ??= time.GetTimestamp() - (long)(ago.TotalSeconds * time.TimestampFrequency);
    }

    private void Recovered()
    {
        var interruption = SinceBreak;
        _brokenSince = null;
        _interrupted += interruption;
        observer?.OnRecovered(interruption);
        Diagnostics.Recovered(interruption);
    }

    private void Reattaching(ReattachReason reason)
    {
        Broken();
        _reattaches++;
        observer?.OnReattach(reason);
        session.Log.Reattaching(operationId, reason);
        Diagnostics.Reattached(reason);
    }

    private SparkException Failure(string message, StatusCode status) => new(message, status)
    {
        OperationId = operationId,
        Attempts = Attempts,
        OutcomeUnknown = isCommand,
    };
}
