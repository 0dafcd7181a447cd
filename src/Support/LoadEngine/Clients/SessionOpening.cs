namespace SparkLoad.LoadEngine.Clients;

/// <summary>Opens a session while a load runs, where that it does not open is the failure of the query that needs it.</summary>
internal static class SessionOpening
{
    /// <summary>Class of the error of a session that did not open.</summary>
    private const string NotOpened = "SESSION_NOT_OPENED";

    /// <exception cref="QueryFailedException">It does not open.</exception>
    public static async ValueTask<ILoadClient> UnderLoadAsync(
        Func<CancellationToken, ValueTask<ILoadClient>> open, CancellationToken cancellationToken)
    {
        try
        {
            return await open(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (QueryFailedException or OperationCanceledException))
        {
            throw new QueryFailedException(NotOpened, e.Message, innerException: e);
        }
    }
}
