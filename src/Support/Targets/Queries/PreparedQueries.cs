using System.Collections.Concurrent;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Queries;

/// <summary>The queries of a catalogue as one Spark is asked them.</summary>
internal sealed class PreparedQueries(QueryCatalog catalog)
{
    // Rows that a query with a limit has without it.
    private readonly ConcurrentDictionary<string, long> _available = new(StringComparer.Ordinal);

    // Of queries with parameters: all clients ask the same plans.
    private readonly ConcurrentDictionary<string, PreparedQuery> _withParameters = new(StringComparer.Ordinal);

    /// <exception cref="QueryException">There is no such query, or it cannot be used.</exception>
    public PreparedQuery Of(string name)
    {
        var query = catalog.Find(name);
        if (query.Parameters is not null)
        {
            return _withParameters.GetOrAdd(query.Name, _ => new PreparedQuery(query, null));
        }

        return new(query, _available.TryGetValue(query.Name, out var rows) ? rows : null);
    }

    /// <summary>The query as it is asked first: with the first row of its parameters.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public AskedQuery First(string name) => new(name, catalog.Find(name).Parameters is null ? null : 0);

    /// <summary>Those of these names; all that can be used where none are given.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public IReadOnlyCollection<CatalogQuery> Find(IReadOnlyList<string>? names) =>
        names is null ? catalog.All : [.. names.Select(catalog.Find)];

    /// <summary>Counts what queries with a limit have without it, once each. One that cannot be counted fails where it is asked.</summary>
    /// <param name="session">A session in which they can be asked.</param>
    /// <param name="queries">Any queries.</param>
    /// <param name="cancellationToken">Ends counting.</param>
    /// <exception cref="SparkException">The server did not answer.</exception>
    public async Task CountAsync(SparkSession session, IEnumerable<CatalogQuery> queries, CancellationToken cancellationToken)
    {
        foreach (var query in queries.Where(query => query.RowLimit is not null && !_available.ContainsKey(query.Name)))
        {
            try
            {
                var count = $"SELECT COUNT(*) AS answer_rows FROM (\n{query.Text}\n) AS answer";
                await foreach (var row in session.ReadRowsAsync(count, cancellationToken: cancellationToken).ConfigureAwait(false))
                {
                    _available[query.Name] = row.GetInt64(0);
                }
            }
            catch (SparkException e) when (e.ErrorClass is not null)
            {
            }
        }
    }
}
