using SparkLoad.LoadEngine.Clients;
using SparkLoad.Targets.Catalog;

namespace SparkLoad.Targets.Clients;

/// <summary>
/// A client that opens a new session when the server no longer has its own, and asks once more there. A query that may have been executed is
/// not asked again. A session that is gone is closed once nobody asks in it any more.
/// </summary>
/// <param name="first">Its first session; disposed with the client, as is whatever comes after it.</param>
/// <param name="open">Opens a new one.</param>
internal sealed class RenewingClient(ISessionClient first, Func<CancellationToken, Task<ISessionClient>> open) : ILoadClient
{
    private readonly SemaphoreSlim _opening = new(1);
    private readonly Lock _gate = new();
    private readonly List<Task> _closing = [];
    private readonly List<Held> _gone = [];
    private Held _current = new(first);

    public async ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
    {
        var session = Enter();
        QueryFailedException lost;
        try
        {
            return await session.Client.ExecuteAsync(query, cancellationToken).ConfigureAwait(false);
        }
        catch (QueryFailedException e) when (session.Client.HasLostItsSession(e))
        {
            lost = e;
        }
        finally
        {
            Leave(session);
        }

        var opened = await RenewAsync(session, lost, cancellationToken).ConfigureAwait(false);
        return await AskAgainAsync(query, lost.Attempts with { NewSessions = opened ? 1 : 0 }, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _current.Client.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] closing;
        lock (_gate)
        {
            closing = [.. _closing, .. _gone.Append(_current).Select(session => session.Client.DisposeAsync().AsTask())];
        }

        await Task.WhenAll(closing).ConfigureAwait(false);
        _opening.Dispose();
    }

    private async ValueTask<QueryAnswer> AskAgainAsync(AskedQuery query, Attempts before, CancellationToken cancellationToken)
    {
        var session = Enter();
        try
        {
            var answer = await session.Client.ExecuteAsync(query, cancellationToken).ConfigureAwait(false);
            return answer with { Attempts = before + answer.Attempts };
        }
        catch (QueryFailedException again)
        {
            throw new QueryFailedException(again.ErrorClass, again.Message, again.SqlState, before + again.Attempts, again)
            {
                OutcomeUnknown = again.OutcomeUnknown,
            };
        }
        catch (QueryCancelledException cancelled)
        {
            throw new QueryCancelledException(before + cancelled.Attempts, cancelled, cancellationToken);
        }
        finally
        {
            Leave(session);
        }
    }

    /// <summary>Queries that find the same session gone wait for the one new session.</summary>
    /// <returns>Whether it was opened here.</returns>
    private async Task<bool> RenewAsync(Held gone, QueryFailedException because, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(_current, gone))
            {
                return false;
            }

            Replace(gone, new(await open(cancellationToken).ConfigureAwait(false)));
            return true;
        }
        catch (TargetNotReachedException e)
        {
            throw new QueryFailedException(because.ErrorClass, $"{because.Message}\nThen no new session was opened: {e.Message}",
                because.SqlState, because.Attempts, e);
        }
        catch (OperationCanceledException e)
        {
            throw new QueryCancelledException(because.Attempts, e, cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    private Held Enter()
    {
        lock (_gate)
        {
            _current.Asking++;
            return _current;
        }
    }

    private void Leave(Held session)
    {
        lock (_gate)
        {
            session.Asking--;
            CloseUnused();
        }
    }

    private void Replace(Held gone, Held next)
    {
        lock (_gate)
        {
            // Other queries may still be on their way to the same finding.
            _gone.Add(gone);
            _current = next;
            CloseUnused();
        }
    }

    // No query waits for it: the server may no longer answer.
    private void CloseUnused()
    {
        _closing.RemoveAll(task => task.IsCompleted);
        _closing.AddRange(_gone.Where(session => session.Asking == 0).Select(session => session.Client.DisposeAsync().AsTask()));
        _gone.RemoveAll(session => session.Asking == 0);
    }

    /// <summary>A session, and how many queries are under way in it.</summary>
    private sealed class Held(ISessionClient client)
    {
        public ISessionClient Client => client;

        public int Asking { get; set; }
    }
}
