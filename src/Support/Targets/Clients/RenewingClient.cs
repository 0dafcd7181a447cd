using SparkLoad.LoadEngine.Clients;
using SparkLoad.Targets.Catalog;

namespace SparkLoad.Targets.Clients;

/// <summary>
/// A client that opens a new session when the server no longer has its own, and asks once more there. A query that may have been executed is
/// not asked again.
/// </summary>
/// <param name="first">Its first session; disposed with the client, as is whatever comes after it.</param>
/// <param name="open">Opens a new one.</param>
internal sealed class RenewingClient(SparkLoadClient first, Func<CancellationToken, Task<SparkLoadClient>> open) : ILoadClient
{
    private readonly SemaphoreSlim _opening = new(1);
    private readonly List<SparkLoadClient> _gone = [];
    private SparkLoadClient _current = first;

    public async ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
    {
        var client = Volatile.Read(ref _current);
        try
        {
            return await client.ExecuteAsync(query, cancellationToken).ConfigureAwait(false);
        }
        catch (QueryFailedException e) when (client.HasLostItsSession(e))
        {
            var (next, opened) = await RenewAsync(client, e, cancellationToken).ConfigureAwait(false);
            var before = e.Attempts with { NewSessions = opened ? 1 : 0 };
            try
            {
                var answer = await next.ExecuteAsync(query, cancellationToken).ConfigureAwait(false);
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
        }
    }

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _current).ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(_gone.Select(session => session.DisposeAsync().AsTask())).ConfigureAwait(false);
            _opening.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_gone.Append(_current).Select(session => session.DisposeAsync().AsTask())).ConfigureAwait(false);
        _opening.Dispose();
    }

    /// <summary>Queries that find the same session gone wait for the one new session.</summary>
    private async Task<(SparkLoadClient Client, bool Opened)> RenewAsync(
        SparkLoadClient gone, QueryFailedException because, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(_current, gone))
            {
                return (_current, false);
            }

            var next = await open(cancellationToken).ConfigureAwait(false);
            // Other queries may still be on their way to the same finding.
            _gone.Add(gone);
            Volatile.Write(ref _current, next);
            return (next, true);
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
}
