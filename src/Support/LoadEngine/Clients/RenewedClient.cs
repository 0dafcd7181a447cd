namespace SparkLoad.LoadEngine.Clients;

/// <summary>A client that opens a new session once it is told that its own is gone, and asks again in that one.</summary>
internal sealed class RenewedClient : ILoadClient
{
    private readonly Func<CancellationToken, ValueTask<ILoadClient>> _open;
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private readonly Lock _gate = new();
    private Session _current;

    /// <param name="first">The client with the session that it begins with.</param>
    /// <param name="open">Opens another one.</param>
    public RenewedClient(ILoadClient first, Func<CancellationToken, ValueTask<ILoadClient>> open) =>
        (_current, _open) = (new Session(first), open);

    public async ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
    {
        var session = Enter();
        try
        {
            return await session.Client.ExecuteAsync(query, cancellationToken).ConfigureAwait(false);
        }
        catch (QueryFailedException gone) when (gone.SessionEnded)
        {
            var isNew = await RenewAsync(session, cancellationToken).ConfigureAwait(false);
            var before = gone.Attempts with { NewSessions = gone.Attempts.NewSessions + (isNew ? 1 : 0) };
            return gone.OutcomeUnknown
                ? throw gone.After(before)
                : await AskAgainAsync(query, before, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await LeaveAsync(session).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _current.Client.DisposeAsync().ConfigureAwait(false);
        _renewing.Dispose();
    }

    private async ValueTask<QueryAnswer> AskAgainAsync(AskedQuery query, Attempts before, CancellationToken cancellationToken)
    {
        var session = Enter();
        try
        {
            var answer = await session.Client.ExecuteAsync(query, cancellationToken).ConfigureAwait(false);
            return answer with { Attempts = before + answer.Attempts };
        }
        catch (QueryFailedException e)
        {
            throw e.After(before + e.Attempts);
        }
        catch (QueryCancelledException e)
        {
            throw new QueryCancelledException(before + e.Attempts, e, cancellationToken);
        }
        finally
        {
            await LeaveAsync(session).ConfigureAwait(false);
        }
    }

    /// <returns>Whether this call replaced the session; another query may have seen before that it is gone.</returns>
    private async ValueTask<bool> RenewAsync(Session gone, CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_current != gone)
            {
                return false;
            }

            var client = await SessionOpening.UnderLoadAsync(_open, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _current = new Session(client);
            }

            return true;
        }
        finally
        {
            _renewing.Release();
        }
    }

    private Session Enter()
    {
        lock (_gate)
        {
            _current.Queries++;
            return _current;
        }
    }

    // What is under way in a session that is gone must still be told so, so the last one closes it.
    private ValueTask LeaveAsync(Session session)
    {
        lock (_gate)
        {
            return --session.Queries == 0 && session != _current ? session.Client.DisposeAsync() : ValueTask.CompletedTask;
        }
    }

    private sealed class Session(ILoadClient client)
    {
        public ILoadClient Client { get; } = client;

        /// <summary>Under way in it.</summary>
        public int Queries { get; set; }
    }
}
