namespace SparkLoad.LoadEngine.Clients;

/// <summary>
/// At each planned start a session is opened, asked once and released, as by a job that runs for one question. All of that is the query's
/// time.
/// </summary>
public sealed record SessionEach : Asking
{
    /// <summary>Class of the error of a session that did not open.</summary>
    private const string NotOpened = "SESSION_NOT_OPENED";

    internal override string Words => "the answer, each in a session that is opened for it and released";

    internal override string Announced => ", each in a session that is opened for it and released,";

    public override string NameOf(string query) => $"sessions for {query}";

    internal override string Unfit(string externalClient) =>
        $"{externalClient} keeps its sessions open from one query to the next, so no load of it opens and releases them; "
        + "compare two Sparks instead";

    internal override ValueTask<ILoadClient> OpenAsync(
        Func<int, CancellationToken, ValueTask<ILoadClient>> open, int client, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ILoadClient>(new Client(token => open(client, token)));

    private sealed class Client(Func<CancellationToken, ValueTask<ILoadClient>> open) : ILoadClient
    {
        public async ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
        {
            var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
            QueryAnswer answer;
            try
            {
                answer = await session.ExecuteAsync(query, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            try
            {
                await session.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (QueryFailedException e)
            {
                // What it wrote is written.
                throw new QueryFailedException(e.ErrorClass, e.Message, e.SqlState, answer.Attempts + e.Attempts, e)
                {
                    OutcomeUnknown = true,
                };
            }

            return answer;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async ValueTask<ILoadClient> OpenAsync(CancellationToken cancellationToken)
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
}
