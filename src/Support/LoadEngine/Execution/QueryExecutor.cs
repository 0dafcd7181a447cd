using System.Collections.Concurrent;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Execution;

/// <summary>
/// Executes the queries of one load over its own clients, and sees to it that each planned query is settled exactly once.
/// </summary>
internal sealed class QueryExecutor : IDisposable
{
    private readonly ConcurrentDictionary<long, QueryEnd> _underWay = new();
    private readonly CancellationTokenSource _interrupt = new();
    private readonly LoadExecution _load;
    private readonly IReadOnlyList<ILoadClient> _clients;
    private readonly QueryMix _mix;
    private readonly LoadClock _clock;
    private readonly TimeSpan _queryTimeout;
    private readonly int[] _asked;
    private int _inFlight;

    public QueryExecutor(LoadExecution load, IReadOnlyList<ILoadClient> clients)
    {
        (_load, _clients, _clock, _queryTimeout) = (load, clients, load.Clock, load.Plan.QueryTimeout);
        _mix = new QueryMix(load.Plan);
        _asked = new int[load.Plan.Clients];
        Interrupted = _interrupt.Token;
        foreach (var client in load.Asked)
        {
            _asked[client] = 1;
        }
    }

    /// <summary>Sent and not yet settled.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Cancelled when queries under way are interrupted.</summary>
    public CancellationToken Interrupted { get; }

    /// <summary>Executes one query; the part up to the first wait runs on the calling thread. Never throws.</summary>
    /// <param name="client">Who asks, from 0.</param>
    /// <param name="n">Its number within the load, from 0.</param>
    /// <param name="planned">Its planned start, in ticks.</param>
    /// <param name="waitedUntil">When the client's previous answer came.</param>
    /// <param name="turn">What says the row of its parameters, where that is not its number.</param>
    /// <returns>When it ended, in ticks.</returns>
    public async ValueTask<long> ExecuteAsync(int client, long n, long planned, long? waitedUntil = null, long? turn = null)
    {
        Interlocked.Increment(ref _inFlight);
        var query = Next(client, n, planned, turn ?? n) with { WaitedUntil = waitedUntil, Started = _clock.Now };
        _underWay[n] = query;
        var end = await AskAsync(query).ConfigureAwait(false);
        Interlocked.Decrement(ref _inFlight);
        if (_underWay.TryRemove(n, out _))
        {
            _load.Settled(end);
        }

        return end.Ended!.Value;
    }

    /// <summary>Settles a planned query that is never sent.</summary>
    public void NeverStart(int client, long n, long planned) =>
        _load.Settled(Next(client, n, planned, turn: n) with { GivenUp = _clock.Now });

    public void Interrupt() => _interrupt.Cancel();

    /// <summary>Settles whatever is still under way, although its client has not given it back.</summary>
    public void GiveUp()
    {
        foreach (var n in _underWay.Keys)
        {
            if (_underWay.TryRemove(n, out var query))
            {
                var late = _clock.Now - query.Started > _queryTimeout.Ticks;
                _load.Settled(query with { GivenUp = _clock.Now, Outcome = late ? QueryOutcome.TimedOut : QueryOutcome.Unfinished });
            }
        }
    }

    public void Dispose() => _interrupt.Dispose();

    private QueryEnd Next(int client, long n, long planned, long turn)
    {
        var share = _mix.At(n);
        return new()
        {
            Client = client,
            N = n,
            Share = share,
            Row = _mix.RowOf(share, turn),
            Planned = planned,
            First = Interlocked.Exchange(ref _asked[client], 1) == 0,
            Outcome = QueryOutcome.NeverStarted,
        };
    }

    private async ValueTask<QueryEnd> AskAsync(QueryEnd query)
    {
        CancellationTokenSource? timeout = null;
        CancellationTokenSource? either = null;
        try
        {
            timeout = new CancellationTokenSource(_queryTimeout, _clock.Time);
            either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, Interrupted);
            var answer = await _clients[query.Client].ExecuteAsync(query.Asked, either.Token).ConfigureAwait(false);
            var ended = _clock.Now;
            var late = ended - query.Started > _queryTimeout.Ticks;
            return query with
            {
                Ended = ended,
                Outcome = late ? QueryOutcome.TimedOut : QueryOutcome.Succeeded,
                Answer = answer,
                Parts = late || answer.ToCancel is not null
                    ? null
                    : ServiceParts.Of(answer.Attempts.Timing, query.Started!.Value, ended, _clock),
            };
        }
        // Whatever is thrown on the way is the query's end, never the load's.
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var ended = query with { Ended = _clock.Now, Answer = new QueryAnswer { Attempts = AttemptsOf(exception) } };
            return timeout is { IsCancellationRequested: true } ? ended with { Outcome = QueryOutcome.TimedOut }
                : Interrupted.IsCancellationRequested ? ended with { Outcome = QueryOutcome.Unfinished }
                : ended with { Outcome = QueryOutcome.Failed, Error = ErrorOf(exception) };
        }
        finally
        {
            either?.Dispose();
            timeout?.Dispose();
        }
    }

    private static Attempts AttemptsOf(Exception exception) => exception switch
    {
        QueryFailedException failed => failed.Attempts,
        QueryCancelledException cancelled => cancelled.Attempts,
        _ => default,
    };

    private static QueryError ErrorOf(Exception exception) => exception is QueryFailedException failed
        ? new QueryError(failed.ErrorClass, failed.SqlState, failed.Message) { OutcomeUnknown = failed.OutcomeUnknown }
        : new QueryError(exception.GetType().Name, null, exception.Message);
}
