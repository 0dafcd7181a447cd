using System.Runtime.CompilerServices;
using Grpc.Core;
using Spark.Connect;
using SparkLoad.SparkConnect.Errors;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Telemetry;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Execution;

/// <summary>
/// One execution on the server, read to its last message over as many streams as it takes: streams that the server ends
/// are reattached after the last message, broken ones as the retry policy allows, and the plan is sent again only where that
/// cannot execute it twice. Whatever way it ends, the server side is freed.
/// </summary>
internal sealed class Operation : IAsyncDisposable
{
    private readonly SessionCore _session;
    private readonly ExecutePlanRequest _request;
    private readonly bool _reattachable;
    private readonly bool _isCommand;
    private readonly bool _detailed;
    private readonly IExecutionObserver? _observer;
    private readonly Recovery _recovery;
    private readonly ReleaseProgress _progress;
    private readonly TimeLimit _limit;
    private StreamAttempt? _attempt;
    private string? _lastResponseId;
    private bool _reattachNext;
    private bool _sent;
    private bool _ended;

    public Operation(
        SessionCore session, ExecutePlanRequest request, ExecuteOptions options, bool isCommand, bool withSchema,
        CancellationToken cancellationToken)
    {
        _session = session;
        _request = request;
        _reattachable = options.Reattachable;
        _isCommand = isCommand;
        _observer = options.Observer;
        _detailed = withSchema || options.Observer is { HearsDetails: true };
        _limit = new TimeLimit(options.TimeLimit, session.Options.TimeProvider, cancellationToken);
        _recovery = new Recovery(session, request.OperationId, options.Observer, _reattachable, isCommand);
        _progress = new ReleaseProgress(session, request.OperationId);
        _observer?.OnStarted(request.OperationId);
    }

    public string OperationId => _request.OperationId;

    public AttemptCounts Attempts => _recovery.Attempts;

    /// <summary>The next message, or null when the execution is complete.</summary>
    /// <exception cref="SparkException">It failed for good.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="TimeoutException">The query's time limit is over.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ExecuteResponse?> NextAsync()
    {
        while (!_ended)
        {
            _limit.ThrowIfOver();
            _session.ThrowIfOver(_isCommand && _recovery.MayHaveArrived);
            try
            {
                _attempt ??= Open();
                _observer?.OnWaiting();
                if (_attempt.Arrived(await _attempt.MoveNextAsync().ConfigureAwait(false)))
                {
                    _observer?.OnMessage(_attempt.Current.HasArrowBatch);
                    if (Accept(_attempt.Current) is { } response)
                    {
                        return response;
                    }
                }
                else
                {
                    await StreamEndedAsync(_attempt).ConfigureAwait(false);
                }
            }
            catch (RpcException e)
            {
                await RecoverAsync(e).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // A pause between two attempts was cut short.
                _limit.ThrowIfOver();
                throw;
            }
        }

        return null;
    }

    /// <summary>Waits before the next message, as long as the reader's pace says.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="TimeoutException">The query's time limit is over.</exception>
    public async ValueTask PauseAsync(ReadingPace pace, long rows)
    {
        try
        {
            await pace.WaitAsync(rows, _limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _limit.ThrowIfOver();
            throw;
        }
    }

    /// <summary>Frees the server side while a reader may still wait for more.</summary>
    public void Abandon()
    {
        if (!_ended)
        {
            Free(maybeNotArrived: false);
        }
    }

    public ValueTask DisposeAsync()
    {
        CloseAttempt();
        _session.OpenOperations.Remove(this);
        if (!_ended)
        {
            _ended = true;
            Free(maybeNotArrived: _lastResponseId is null);
        }

        _limit.Dispose();
        _observer?.OnEnded(Attempts);
        return ValueTask.CompletedTask;
    }

    private StreamAttempt Open()
    {
        if (!_reattachNext)
        {
            _sent = true;
            _session.OpenOperations.Add(this);
            return StreamAttempt.Execute(_session, _request, _detailed, _limit.Token);
        }

        var request = new ReattachExecuteRequest
        {
            SessionId = _session.Identity.SessionId,
            UserContext = _session.Identity.UserContext,
            ClientType = _session.Identity.ClientType,
            OperationId = OperationId,
        };
        if (_lastResponseId is { } last)
        {
            request.LastResponseId = last;
        }

        if (_session.ServerSideSessionId is { } observed)
        {
            request.ClientObservedServerSideSessionId = observed;
        }

        return StreamAttempt.Reattach(_session, request, _detailed, _limit.Token);
    }

    private ExecuteResponse? Accept(ExecuteResponse response)
    {
        _session.Observe(response.SessionId, response.ServerSideSessionId, _isCommand);
        if (response.OperationId.Length > 0 && !string.Equals(response.OperationId, OperationId, StringComparison.OrdinalIgnoreCase))
        {
            throw Broken($"the server answered for operation {response.OperationId}");
        }

        if (response.ResponseId.Length > 0)
        {
            if (string.Equals(response.ResponseId, _lastResponseId, StringComparison.Ordinal))
            {
                throw Broken($"response {response.ResponseId} came twice");
            }

            _lastResponseId = response.ResponseId;
        }

        _recovery.Progressed();
        if (response.IsComplete)
        {
            _ended = true;
            CloseAttempt();
            Free(maybeNotArrived: false);
            return null;
        }

        if (_reattachable)
        {
            _progress.Received(response);
        }

        return response;
    }

    private async ValueTask StreamEndedAsync(StreamAttempt attempt)
    {
        CloseAttempt();
        if (!_reattachable)
        {
            _ended = true;
            return;
        }

        _reattachNext = true;
        await _recovery.StreamEndedAsync(attempt.Messages, _limit.Token).ConfigureAwait(false);
    }

    private async ValueTask RecoverAsync(RpcException failure)
    {
        var attempt = _attempt;
        CloseAttempt();
        _limit.ThrowIfOver();
        if (attempt is { WasCancelled: true })
        {
            _recovery.Silent(attempt);
            _reattachNext = true;
            return;
        }

        var error = ServerError.Read(failure, _session.Connection);
        var received = _lastResponseId is not null;
        try
        {
            if (!_recovery.MayGoOnWithNewToken(error, attempt, received))
            {
                _reattachNext = await _recovery.DecideAsync(error, _reattachNext, received, _limit.Token).ConfigureAwait(false);
            }
            else if (received)
            {
                _reattachNext = true;
            }
        }
        catch (SparkException)
        {
            _ended = true;
            if (_recovery.MayHaveArrived && !_session.HasEnded)
            {
                Free(maybeNotArrived: error.IsTransient && _lastResponseId is null);
            }

            throw;
        }
    }

    private void CloseAttempt()
    {
        _attempt?.Dispose();
        _attempt = null;
    }

    private void Free(bool maybeNotArrived)
    {
        if (!_sent)
        {
            return;
        }

        if (_reattachable)
        {
            _session.Releases.ReleaseAll(OperationId, maybeNotArrived);
        }
        else if (maybeNotArrived || _lastResponseId is not null)
        {
            _session.Releases.Interrupt(OperationId);
        }
    }

    private SparkException Broken(string reason) => new($"The result of operation {OperationId} is broken: {reason}.", StatusCode.DataLoss)
    {
        OperationId = OperationId,
        Attempts = Attempts,
        OutcomeUnknown = _isCommand,
    };
}
