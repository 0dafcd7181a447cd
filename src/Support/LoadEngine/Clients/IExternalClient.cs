using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Clients;

/// <summary>
/// An external client, in a process of its own. It keeps to a whole schedule by itself and reports every query, so that nothing of
/// ours stands between it and the service. Its sessions are open, and stay so from one schedule to the next.
/// </summary>
public interface IExternalClient : IAsyncDisposable
{
    /// <summary>Runs a schedule to its end, which is bounded: the last planned start, the drain, and a few seconds.</summary>
    /// <param name="schedule">What to ask, and when.</param>
    /// <param name="ended">Told of queries as they end, in each client's order, one call at a time.</param>
    /// <param name="cancellationToken">Breaks it off. The client is of no further use then.</param>
    /// <exception cref="ExternalClientException">Its process ended or did not keep to the limits. What it reported before
    /// stands.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task RunAsync(ExternalSchedule schedule, Action<ExternalQuery> ended, CancellationToken cancellationToken);
}

/// <summary>The queries of a load of clients that have one query at a time each.</summary>
/// <param name="Begin">When it begins, as a timestamp of the system's <see cref="TimeProvider"/>.</param>
/// <param name="Queries">In the order of their planned starts.</param>
/// <param name="QueryTimeout">A query that takes longer is interrupted and timed out.</param>
/// <param name="Until">Since its beginning: what has not started by then never does, and what has not ended is interrupted.</param>
public sealed record ExternalSchedule(long Begin, IReadOnlyList<PlannedQuery> Queries, TimeSpan QueryTimeout, TimeSpan Until);

/// <summary>One planned start.</summary>
/// <param name="Client">Who asks, from 0.</param>
/// <param name="N">Number within the load, from 0.</param>
/// <param name="Planned">Since the load began.</param>
/// <param name="Query">The query, with the row of its parameters.</param>
public sealed record PlannedQuery(int Client, long N, TimeSpan Planned, AskedQuery Query);

/// <summary>How a query ended, as the client reports it.</summary>
/// <param name="N">Which one.</param>
/// <param name="Started">Since the load began; null where it was never started.</param>
/// <param name="Ended">Since the load began; null where it never ended.</param>
/// <param name="Outcome">How.</param>
public sealed record ExternalQuery(long N, TimeSpan? Started, TimeSpan? Ended, QueryOutcome Outcome)
{
    public QueryAnswer Answer { get; init; }

    /// <summary>Where it failed; null where the client does not say why.</summary>
    public QueryError? Error { get; init; }
}

/// <summary>An external client is of no further use: it ended, or did not keep to its limits. The message is one sentence.</summary>
public sealed class ExternalClientException(string message, Exception? innerException = null) : Exception(message, innerException);
