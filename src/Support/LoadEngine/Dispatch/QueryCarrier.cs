using System.Collections.Concurrent;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>Carries queries of one load from start to end, and sees to it that each planned query is settled exactly once.</summary>
internal sealed class QueryCarrier
{
    private readonly ConcurrentDictionary<long, QueryEnd> _underWay = new();
    private readonly IReadOnlyList<ILoadClient> _clients;
    private readonly Action<QueryEnd> _settled;
    private readonly QueryMix _mix;
    private readonly LoadPlan _plan;
    private readonly LoadClock _clock;
    private readonly CancellationToken _interrupt;
    private readonly int[] _asked;
    private int _inFlight;

    /// <param name="plan">The load's plan.</param>
    /// <param name="clients">Its open clients.</param>
    /// <param name="clock">The load's time.</param>
    /// <param name="asked">Clients whose sessions have been asked before.</param>
    /// <param name="settled">Told of every query once.</param>
    /// <param name="interrupt">Interrupts what is under way.</param>
    public QueryCarrier(
        LoadPlan plan, IReadOnlyList<ILoadClient> clients, LoadClock clock, IEnumerable<int> asked, Action<QueryEnd> settled, CancellationToken interrupt)
    {
        (_plan, _clients, _clock, _settled, _interrupt) = (plan, clients, clock, settled, interrupt);
        _mix = new QueryMix(plan);
        _asked = new int[plan.Clients];
        foreach (var client in asked)
        {
            _asked[client] = 1;
        }
    }

    /// <summary>Sent and not yet settled.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Sends one query; the part up to the first wait runs on the calling thread. Never throws.</summary>
    /// <returns>When it ended, in ticks.</returns>
    public async ValueTask<long> CarryAsync(int client, long n, long planned, long? waitedUntil = null)
    {
        Interlocked.Increment(ref _inFlight);
        var query = Next(client, n, planned) with { WaitedUntil = waitedUntil, Started = _clock.Now };
        _underWay[n] = query;
        var end = await AskAsync(query).ConfigureAwait(false);
        Interlocked.Decrement(ref _inFlight);
        if (_underWay.TryRemove(n, out _))
        {
            _settled(end);
        }

        return end.Ended!.Value;
    }

    /// <summary>Settles a planned query that is never sent.</summary>
    public void NeverStart(int client, long n, long planned) => _settled(Next(client, n, planned) with { GivenUp = _clock.Now });

    /// <summary>Settles whatever is still under way, although its client has not given it back.</summary>
    public void GiveUp()
    {
        foreach (var n in _underWay.Keys)
        {
            if (_underWay.TryRemove(n, out var query))
            {
                var late = _clock.Now - query.Started > _plan.QueryTimeout.Ticks;
                _settled(query with { GivenUp = _clock.Now, Outcome = late ? QueryOutcome.TimedOut : QueryOutcome.Unfinished });
            }
        }
    }

    private QueryEnd Next(int client, long n, long planned) => new()
    {
        Client = client,
        N = n,
        Share = _mix.At(n),
        Planned = planned,
        First = Interlocked.Exchange(ref _asked[client], 1) == 0,
        Outcome = QueryOutcome.NeverStarted,
    };

    private async ValueTask<QueryEnd> AskAsync(QueryEnd query)
    {
        CancellationTokenSource? timeout = null;
        CancellationTokenSource? either = null;
        try
        {
            timeout = new CancellationTokenSource(_plan.QueryTimeout, _clock.Time);
            either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _interrupt);
            var answer = await _clients[query.Client].ExecuteAsync(query.Share.Query, either.Token).ConfigureAwait(false);
            var ended = _clock.Now;
            var late = ended - query.Started > _plan.QueryTimeout.Ticks;
            return query with
            {
                Ended = ended,
                Outcome = late ? QueryOutcome.TimedOut : QueryOutcome.Succeeded,
                Answer = answer,
                Carriage = answer.Carriage,
            };
        }
        // Whatever is thrown on the way is the query's end, never the load's.
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var ended = query with { Ended = _clock.Now, Carriage = CarriageOf(exception) };
            return timeout is { IsCancellationRequested: true } ? ended with { Outcome = QueryOutcome.TimedOut }
                : _interrupt.IsCancellationRequested ? ended with { Outcome = QueryOutcome.Unfinished }
                : ended with { Outcome = QueryOutcome.Failed, Error = ErrorOf(exception) };
        }
        finally
        {
            either?.Dispose();
            timeout?.Dispose();
        }
    }

    private static Carriage CarriageOf(Exception exception) => exception switch
    {
        QueryFailedException failed => failed.Carriage,
        QueryCancelledException cancelled => cancelled.Carriage,
        _ => default,
    };

    private static QueryError ErrorOf(Exception exception) => exception is QueryFailedException failed
        ? new QueryError(failed.ErrorClass, failed.SqlState, failed.Message)
        : new QueryError(exception.GetType().Name, null, exception.Message);
}
