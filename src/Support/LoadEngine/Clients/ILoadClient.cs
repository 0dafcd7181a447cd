namespace SparkLoad.LoadEngine.Clients;

/// <summary>
/// One client of the service under load: a session with its own connection. An open load has one and calls it
/// concurrently; a client load has one per client and calls each one query at a time.
/// </summary>
public interface ILoadClient : IAsyncDisposable
{
    /// <summary>Executes one query, to the last byte of its answer.</summary>
    /// <param name="query">The query, with the row of its parameters.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the query's time is up or the run ends; the client then frees the server side.
    /// </param>
    /// <returns>What came back.</returns>
    /// <exception cref="QueryFailedException">The service answered with an error, or did not answer at all.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a <see cref="QueryCancelledException"/> also tells what was
    /// tried before.</exception>
    ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken);

    /// <summary>Ends the session as disposing does, and also says where the service failed to.</summary>
    /// <param name="cancellationToken">Ends waiting for the service.</param>
    /// <exception cref="QueryFailedException">The service still has what the session took.</exception>
    ValueTask ReleaseAsync(CancellationToken cancellationToken) => DisposeAsync();
}

/// <summary>One query as it is asked.</summary>
/// <param name="Name">Its name, as features use it.</param>
/// <param name="Row">The row of its parameters, from 0; null where it has none.</param>
public readonly record struct AskedQuery(string Name, int? Row = null);

/// <summary>What a query brought.</summary>
/// <param name="Rows">Rows of the answer.</param>
/// <param name="Bytes">Bytes of the answer's batches as received; 0 where they were not counted.</param>
/// <param name="ExpectedRows">Rows that a complete answer has, where that is known.</param>
/// <param name="Checksum">Order-independent checksum of the answer, where the client computes one.</param>
/// <param name="Attempts">What it took to bring it.</param>
public readonly record struct QueryAnswer(
    long Rows, long Bytes, long? ExpectedRows = null, ulong? Checksum = null, Attempts Attempts = default)
{
    /// <summary>It is an error that is the right answer, and nothing else of it is judged.</summary>
    public bool IsStatedError { get; private init; }

    /// <summary>
    /// How long after it was cancelled the service said that the query had stopped; null for one that was not cancelled, or was answered
    /// first. Nothing else of a cancelled query is judged.
    /// </summary>
    public TimeSpan? ToCancel { get; init; }

    /// <summary>The answer of a query that fails as it should.</summary>
    public static QueryAnswer StatedError(Attempts attempts = default) => new(0, 0, Attempts: attempts) { IsStatedError = true };
}

/// <summary>
/// How often the client had to retry, reattach or resubmit for one query, and how long it then waited for the next message, in all.
/// </summary>
public readonly record struct Attempts(int Retries, int Reattaches, int Resubmits, TimeSpan Interrupted = default)
{
    /// <summary>Sessions that were opened for it because the server no longer had the client's own.</summary>
    public int NewSessions { get; init; }

    /// <summary>Of the last execution.</summary>
    public AnswerTiming Timing { get; init; }

    public static Attempts operator +(Attempts one, Attempts other) => new(
        one.Retries + other.Retries, one.Reattaches + other.Reattaches, one.Resubmits + other.Resubmits,
        one.Interrupted + other.Interrupted)
    {
        NewSessions = one.NewSessions + other.NewSessions,
        Timing = other.Timing.IsKnown ? other.Timing : one.Timing,
    };

    public static Attempts Add(Attempts left, Attempts right) => left + right;
}

/// <summary>
/// One execution as its client saw it. Moments are timestamps of the load's <see cref="TimeProvider"/>, 0 where they never came.
/// </summary>
/// <param name="OperationId">As the service names the execution; null where it has no name.</param>
/// <param name="FirstMessage">When the first message came, whatever it held.</param>
/// <param name="FirstRows">When the first message with rows came.</param>
/// <param name="Awaited">For how long, in the same unit, the client then waited for further messages.</param>
public readonly record struct AnswerTiming(string? OperationId, long FirstMessage, long FirstRows = 0, long Awaited = 0)
{
    /// <summary>False of a client that does not tell.</summary>
    internal bool IsKnown => OperationId is not null || FirstMessage != 0;
}

/// <summary>Why a query failed.</summary>
/// <param name="Class">The service's class of the error, or the transport's status.</param>
/// <param name="SqlState">SQLSTATE where the service names one.</param>
/// <param name="Message">The service's own words.</param>
public sealed record QueryError(string Class, string? SqlState, string Message)
{
    /// <inheritdoc cref="QueryFailedException.OutcomeUnknown"/>
    public bool OutcomeUnknown { get; init; }
}
