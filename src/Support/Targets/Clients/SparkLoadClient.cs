using System.Collections.Concurrent;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Clients;

/// <summary>One client of the load: a session with its own connection, whose answers are read to the last byte and counted.</summary>
/// <param name="session">Its session; disposed with the client.</param>
/// <param name="trips">How many trips <c>nyc_taxi</c> has.</param>
/// <param name="checksums">Whether every answer comes with its checksum.</param>
internal sealed class SparkLoadClient(SparkSession session, long trips, bool checksums) : ILoadClient
{
    private readonly ExecuteOptions options = new() { Checksum = checksums };
    private readonly ConcurrentDictionary<string, (string Text, long? ExpectedRows)> queries = new(StringComparer.Ordinal);

    public async ValueTask<QueryAnswer> ExecuteAsync(string query, CancellationToken cancellationToken)
    {
        var (text, expected) = queries.GetOrAdd(query, Prepare);
        try
        {
            var answer = await session.DrainAsync(text, options, cancellationToken).ConfigureAwait(false);
            return new(answer.Rows, answer.Bytes, expected, answer.Checksum, Carriage(answer.Carriage));
        }
        catch (SparkException e)
        {
            throw new QueryFailedException(e.Classification, e.Message, e.SqlState, Carriage(e.Carriage), e);
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private (string Text, long? ExpectedRows) Prepare(string name)
    {
        var query = QueryCatalog.Find(name);
        return (query.TextFor(trips), query.ExpectedRows);
    }

    private static Carriage Carriage(CarriageCounts counts) => new(counts.Retries, counts.Reattaches, counts.Resubmits);
}
