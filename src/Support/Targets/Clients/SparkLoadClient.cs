using System.Collections.Concurrent;
using Apache.Arrow;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Clients;

/// <summary>One client of the load: a session with its own connection, whose answers are read to the last byte and counted.</summary>
/// <param name="session">Its session; disposed with the client.</param>
/// <param name="queries">What it can be asked.</param>
/// <param name="checksums">Whether every answer comes with its checksum; of drained answers only.</param>
/// <param name="reading">What is done with an answer.</param>
internal sealed class SparkLoadClient(
    SparkSession session,
    PreparedQueries queries,
    bool checksums,
    AnswerReading reading = AnswerReading.Drained) : ILoadClient
{
    private readonly ConcurrentDictionary<string, PreparedQuery> _queries = new(StringComparer.Ordinal);

    public async ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
    {
        var (text, expected) = _queries.GetOrAdd(query.Name, queries.Of);
        var attempts = new AttemptsOfQuery();
        var options = new ExecuteOptions { Checksum = checksums, Observer = attempts };
        try
        {
            var answer = reading switch
            {
                AnswerReading.Rows => new QueryAnswer(await CollectAsync(text, options, cancellationToken).ConfigureAwait(false), 0),
                AnswerReading.Schema => await AnalyzeAsync(text, options, cancellationToken).ConfigureAwait(false),
                AnswerReading.Arrow => new QueryAnswer(await HoldAsync(text, options, cancellationToken).ConfigureAwait(false), 0),
                _ => await DrainAsync(text, options, cancellationToken).ConfigureAwait(false),
            };
            return answer with { ExpectedRows = reading == AnswerReading.Schema ? null : expected, Attempts = attempts.Attempts };
        }
        catch (SparkException e)
        {
            throw new QueryFailedException(e.Classification, e.Message, e.SqlState, attempts.Attempts, e);
        }
        catch (OperationCanceledException e)
        {
            throw new QueryCancelledException(attempts.Attempts, e, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private async Task<QueryAnswer> DrainAsync(string text, ExecuteOptions options, CancellationToken cancellationToken)
    {
        var answer = await session.DrainAsync(text, options, cancellationToken).ConfigureAwait(false);
        return new(answer.Rows, answer.Bytes, Checksum: answer.Checksum);
    }

    private async Task<QueryAnswer> AnalyzeAsync(string text, ExecuteOptions options, CancellationToken cancellationToken)
    {
        await session.GetSchemaAsync(text, options, cancellationToken).ConfigureAwait(false);
        return default;
    }

    private async Task<long> CollectAsync(string text, ExecuteOptions options, CancellationToken cancellationToken)
    {
        var rows = new List<object?[]>();
        await foreach (var row in session.ReadRowsAsync(text, options, cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row.ToArray());
        }

        return rows.Count;
    }

    private async Task<long> HoldAsync(string text, ExecuteOptions options, CancellationToken cancellationToken)
    {
        var batches = new List<RecordBatch>();
        try
        {
            await foreach (var batch in session.ReadBatchesAsync(text, options, cancellationToken).ConfigureAwait(false))
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
}
