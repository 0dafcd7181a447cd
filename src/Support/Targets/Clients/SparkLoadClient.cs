using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Apache.Arrow;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Clients;

/// <summary>One client of the load: a session with its own connection, whose answers are read to the last byte and counted.</summary>
/// <param name="session">Its session; disposed with the client.</param>
/// <param name="queries">What it can be asked.</param>
/// <param name="terms">How it works. Checksums are made of drained answers only.</param>
/// <param name="hide">Leaves out of a message of Spark's what may not be shown; null where there is nothing.</param>
internal sealed partial class SparkLoadClient(
    SparkSession session,
    PreparedQueries queries,
    ClientTerms terms,
    Func<string, string>? hide = null) : ISessionClient
{
    private const string Cancelled = "OPERATION_CANCELED";
    private static readonly TimeSpan BetweenInterrupts = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, PreparedQuery> _queries = new(StringComparer.Ordinal);

    /// <summary>Called once its session is closed; default nothing.</summary>
    public Action Closed { private get; init; } = () => { };

    public async ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
    {
        var prepared = _queries.GetOrAdd(query.Name, queries.Of);
        var sql = prepared.At(query.Row);
        var attempts = new AttemptsOfQuery();
        var options = new ExecuteOptions
        {
            Checksum = terms.Checksums,
            RowsPerSecond = terms.RowsPerSecond,
            Tags = terms.Tags,
            Observer = attempts,
        };
        try
        {
            var answer = terms.CancelAfter is { } after
                ? await CancelAsync(sql, options, after, cancellationToken).ConfigureAwait(false)
                : await ReadAsync(sql, options, cancellationToken).ConfigureAwait(false);
            if (terms.Reading == AnswerReading.Schema || answer.ToCancel is not null)
            {
                return answer with { Attempts = attempts.Attempts };
            }

            return prepared.Refused(answer.Rows) is { } refused
                ? throw new QueryFailedException(refused.Class, refused.Message, refused.SqlState, attempts.Attempts)
                : answer with { ExpectedRows = prepared.ExpectedRows, Attempts = attempts.Attempts };
        }
        catch (SparkException e) when (prepared.FailsWith(e.Classification))
        {
            return QueryAnswer.StatedError(attempts.Attempts);
        }
        catch (SparkException e)
        {
            throw new QueryFailedException(e.Classification, prepared.Told(Shown(e)), e.SqlState, attempts.Attempts, e)
            {
                OutcomeUnknown = e.OutcomeUnknown,
            };
        }
        catch (OperationCanceledException e)
        {
            throw new QueryCancelledException(attempts.Attempts, e, cancellationToken);
        }
    }

    /// <summary>Checks that the tables are there that a query says it reads, with the columns that it needs.</summary>
    /// <param name="server">How messages call the server.</param>
    /// <param name="query">Any query; the trips are checked where they are provided.</param>
    /// <param name="cancellationToken">Ends checking.</param>
    /// <exception cref="TargetNotReachedException">One is not.</exception>
    public async Task RequireTablesAsync(string server, CatalogQuery query, CancellationToken cancellationToken)
    {
        var file = $"{QueryCatalog.Folder}/{query.Name}.sql";
        foreach (var (table, columns) in query.Reads.Where(read => read.Table != Trips.Name))
        {
            try
            {
                var schema = await session.GetSchemaAsync($"SELECT * FROM {table}", cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
                string[] there = [.. schema.Fields.Select(field => field.Name)];
                if (columns.Where(column => !there.Contains(column, StringComparer.OrdinalIgnoreCase)).ToArray() is { Length: > 0 } missing)
                {
                    throw new TargetNotReachedException(
                        $"{file} reads {table} and needs its column {string.Join(", ", missing)}, which it does not have on {server}: "
                        + $"it has {string.Join(", ", there)}.");
                }
            }
            catch (SparkException e)
            {
                throw new TargetNotReachedException($"{file} reads {table}, which {server} cannot: {Shown(e)}", e);
            }
        }
    }

    /// <summary>Has the server analyse a query, which changes nothing.</summary>
    /// <exception cref="QueryFailedException">It cannot be analysed.</exception>
    public async Task ExplainAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in session.ReadRowsAsync(queries.Of(query).Explained, cancellationToken: cancellationToken)
                .ConfigureAwait(false))
            {
                // Spark answers with the error in place of the plan.
                if (row[0] is string plan && NotPlanned().Match(plan) is { Success: true, Groups: [_, { Value: var why }] })
                {
                    throw new QueryFailedException("ANALYSIS", why.Trim());
                }
            }
        }
        catch (SparkException e)
        {
            throw new QueryFailedException(e.Classification, Shown(e), e.SqlState, innerException: e);
        }
    }

    /// <summary>Which rows of its parameters a query has written.</summary>
    /// <param name="query">One whose file says how they are read back.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="SparkException">The server fails what reads them.</exception>
    public async Task<TableRows> ReadWrittenAsync(CatalogQuery query, CancellationToken cancellationToken)
    {
        var places = query.Parameters!.Keys.Index().ToDictionary(key => key.Item!, key => key.Index, StringComparer.Ordinal);
        var written = new Dictionary<int, long>();
        var others = 0L;
        await foreach (var row in session.ReadRowsAsync(query.RowsWritten!, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (QueryParameters.KeyOf(row[0]) is { } key && places.TryGetValue(key, out var place))
            {
                written[place] = written.GetValueOrDefault(place) + 1;
            }
            else
            {
                others++;
            }
        }

        return new(written, others);
    }

    /// <summary>The rows of an answer, each with its part of the checksum.</summary>
    /// <exception cref="SparkException">The server fails the query.</exception>
    public IAsyncEnumerable<HashedRow> ReadAsync(AskedQuery query, CancellationToken cancellationToken) =>
        session.ReadHashedRowsAsync(queries.Of(query.Name).At(query.Row), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    /// <remarks>3.5 says nothing of it and makes another one of the same name, in which the session's views are missing.</remarks>
    public bool HasLostItsSession(QueryFailedException failure) =>
        failure.InnerException is SparkException { OutcomeUnknown: false } error
            && (error.SessionEnded
                || (session.ServerSideSessionId is null
                    && error.ErrorClass?.StartsWith("TABLE_OR_VIEW_NOT_FOUND", StringComparison.Ordinal) == true));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Closed();
        }
    }

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await session.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SparkException e)
        {
            throw new QueryFailedException(e.Classification, $"The session was not released: {Shown(e)}", e.SqlState, innerException: e);
        }
        finally
        {
            // One that the server keeps is not in use any more.
            Closed();
        }
    }

    /// <summary>Spark's own words, as they may be shown.</summary>
    public string Shown(SparkException error) => hide?.Invoke(error.Message) ?? error.Message;

    private async Task<QueryAnswer> ReadAsync(SqlQuery sql, ExecuteOptions options, CancellationToken cancellationToken) =>
        terms.Reading switch
        {
            AnswerReading.Rows => new QueryAnswer(await CollectAsync(sql, options, cancellationToken).ConfigureAwait(false), 0),
            AnswerReading.Schema => await AnalyzeAsync(sql, options, cancellationToken).ConfigureAwait(false),
            AnswerReading.Arrow => new QueryAnswer(await HoldAsync(sql, options, cancellationToken).ConfigureAwait(false), 0),
            _ => await DrainAsync(sql, options, cancellationToken).ConfigureAwait(false),
        };

    /// <summary>Has the server interrupt a query that takes longer, and waits until it says that it has.</summary>
    private async Task<QueryAnswer> CancelAsync(SqlQuery sql, ExecuteOptions options, TimeSpan after, CancellationToken cancellationToken)
    {
        var operation = Guid.NewGuid();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(sql, options with { OperationId = operation }, ended.Token);
        long? cancelled = null;
        try
        {
            var isInterrupted = false;
            if (await Task.WhenAny(reading, Task.Delay(after, ended.Token)).ConfigureAwait(false) != reading)
            {
                cancelled = Stopwatch.GetTimestamp();
                // A busy server may not know the operation yet.
                do
                {
                    var interrupted = await session.InterruptOperationAsync(operation, ended.Token).ConfigureAwait(false);
                    isInterrupted = interrupted.Contains(operation.ToString(), StringComparer.OrdinalIgnoreCase);
                }
                while (!isInterrupted
                    && await Task.WhenAny(reading, Task.Delay(BetweenInterrupts, ended.Token)).ConfigureAwait(false) != reading);
            }

            var answer = await reading.ConfigureAwait(false);
            // One that the server said it had interrupted, and answered all the same, was not cancelled before this.
            return isInterrupted ? new QueryAnswer { ToCancel = Stopwatch.GetElapsedTime(cancelled!.Value) } : answer;
        }
        catch (SparkException e) when (cancelled is not null && e.ErrorClass == Cancelled)
        {
            return new QueryAnswer { ToCancel = Stopwatch.GetElapsedTime(cancelled.Value) };
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<QueryAnswer> DrainAsync(SqlQuery sql, ExecuteOptions options, CancellationToken cancellationToken)
    {
        var answer = await session.DrainAsync(sql, options, cancellationToken).ConfigureAwait(false);
        return new(answer.Rows, answer.Bytes, Checksum: answer.Checksum);
    }

    private async Task<QueryAnswer> AnalyzeAsync(SqlQuery sql, ExecuteOptions options, CancellationToken cancellationToken)
    {
        await session.GetSchemaAsync(sql, options, cancellationToken).ConfigureAwait(false);
        options.Observer!.OnMessage(hasRows: false);
        return default;
    }

    private async Task<long> CollectAsync(SqlQuery sql, ExecuteOptions options, CancellationToken cancellationToken)
    {
        var rows = new List<object?[]>();
        await foreach (var row in session.ReadRowsAsync(sql, options, cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row.ToArray());
        }

        return rows.Count;
    }

    private async Task<long> HoldAsync(SqlQuery sql, ExecuteOptions options, CancellationToken cancellationToken)
    {
        var batches = new List<RecordBatch>();
        try
        {
            await foreach (var batch in session.ReadBatchesAsync(sql, options, cancellationToken).ConfigureAwait(false))
            {
                batches.Add(batch);
            }

            return batches.Sum(batch => (long)batch.Length);
        }
        finally
        {
            batches.ForEach(batch => batch.Dispose());
        }
    }

    // 4.x says the former, 3.5 prints the exception below the heading, with the plan after its message.
    [GeneratedRegex(
        @"^(?:Error occurred during query planning:|== Physical Plan ==\s+org\.apache\.spark\.\S+Exception:)(.*?)(?=\n'|\z)",
        RegexOptions.Singleline)]
    private static partial Regex NotPlanned();
}
