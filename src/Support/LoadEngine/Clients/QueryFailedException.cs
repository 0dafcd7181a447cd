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

    /// <summary>What it was to write may or may not have been written; default false.</summary>
    public bool OutcomeUnknown { get; init; }

    public string? SqlState { get; }

    public Attempts Attempts { get; }
}
