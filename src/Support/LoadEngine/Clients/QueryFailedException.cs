namespace SparkLoad.LoadEngine.Clients;

/// <summary>The service failed a query. The load goes on; the failure is counted by its class.</summary>
public sealed class QueryFailedException : Exception
{
    /// <param name="errorClass">The service's class of the error, or the transport's status.</param>
    /// <param name="message">The service's own words.</param>
    /// <param name="sqlState">SQLSTATE where the service names one.</param>
    /// <param name="attempts">What was tried before it failed.</param>
    /// <param name="innerException">The client's exception.</param>
    public QueryFailedException(
        string errorClass, string message, string? sqlState = null, Attempts attempts = default, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorClass = errorClass;
        SqlState = sqlState;
        Attempts = attempts;
    }

    public string ErrorClass { get; }

    public string? SqlState { get; }

    public Attempts Attempts { get; }

    /// <summary>The service no longer has the session: every further query in it fails as well.</summary>
    public bool SessionEnded { get; init; }

    /// <summary>The query may have been executed all the same, so what writes cannot be asked again.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>The same failure after all that was tried.</summary>
    internal QueryFailedException After(Attempts attempts) => new(ErrorClass, Message, SqlState, attempts, this)
    {
        SessionEnded = SessionEnded,
        OutcomeUnknown = OutcomeUnknown,
    };
}
