namespace SparkLoad.LoadEngine.Clients;

/// <summary>A query's token was cancelled after its client had tried something to bring the answer.</summary>
public sealed class QueryCancelledException : OperationCanceledException
{
    /// <param name="attempts">What was tried before.</param>
    /// <param name="innerException">The client's exception.</param>
    /// <param name="cancellationToken">The token that was cancelled.</param>
    public QueryCancelledException(Attempts attempts, Exception innerException, CancellationToken cancellationToken)
        : base(innerException.Message, innerException, cancellationToken)
    {
        Attempts = attempts;
    }

    public Attempts Attempts { get; }
}
