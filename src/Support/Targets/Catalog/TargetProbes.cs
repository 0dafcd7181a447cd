using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.Results.Text;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Catalog;

/// <summary>What is asked of a Spark outside of its loads, so that they can be judged.</summary>
/// <param name="target">The Spark.</param>
/// <param name="catalog">Its queries.</param>
/// <param name="prepared">The same, as they are asked.</param>
/// <param name="trips">Its trips, or null where the scenario reads none.</param>
internal sealed class TargetProbes(SparkTarget target, QueryCatalog catalog, PreparedQueries prepared, Trips? trips)
{
    /// <summary>For one query: a heavy one may take its minutes, and none may take for ever.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc cref="SparkTarget.ReferencesOfAsync"/>
    public async Task<IReadOnlyList<ulong>> ReferencesOfAsync(string query, CancellationToken cancellationToken)
    {
        var asked = catalog.Find(query);
        if (asked.FailsWith is not null)
        {
            return [];
        }

        if ((asked.Checksum ?? (target.Data?.Source == DataSource.Synthetic ? asked.SyntheticChecksum : null)) is { } known)
        {
            return [known];
        }

        var terms = new ClientTerms { Checksums = true, Queries = [query] };
        var client = await target.OpenAsync(0, terms, cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            RequireCertainty(query, "answers");
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                var references = new List<ulong>();
                for (var row = 0; row < (asked.Parameters?.Rows.Count ?? 1); row++)
                {
                    var next = new AskedQuery(query, asked.Parameters is null ? null : row);
                    limited.CancelAfter(Longest);
                    references.Add((await client.ExecuteAsync(next, limited.Token).ConfigureAwait(false)).Checksum!.Value);
                }

                return references;
            }
            catch (QueryFailedException e)
            {
                throw new TargetNotReachedException(
                    $"{target.ServerName} did not give the reference answer to \"{query}\": {e.Message}", e);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TargetNotReachedException(
                    $"{target.ServerName} did not give the reference answer to \"{query}\" within {DurationText.Of(Longest)}.", e);
            }
        }
    }

    /// <inheritdoc cref="SparkTarget.RequireAnswersAsync"/>
    public async Task RequireAnswersAsync(IReadOnlyList<string> queries, ClientTerms terms, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = terms with { Checksums = false, Queries = queries };
        var client = await target.OpenAsync(0, asking, cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            foreach (var query in queries)
            {
                limited.CancelAfter(Longest);
                await client.RequireTablesAsync(target.ServerName, catalog.Find(query), limited.Token).ConfigureAwait(false);
                await RequireAnswerAsync(client, query, terms, limited.Token, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc cref="SparkTarget.ReadTableAsync"/>
    public async Task<TableRows> ReadTableAsync(string query, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Longest);
        try
        {
            var client = await target.OpenAsync(0, new ClientTerms { Queries = [query] }, limited.Token).ConfigureAwait(false);
            await using (client.ConfigureAwait(false))
            {
                return await client.ReadWrittenAsync(catalog.Find(query), limited.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SparkException or TargetNotReachedException)
        {
            return TableRows.Unread($"the rows that \"{query}\" writes could not be read: {target.Hide(e.Message)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TableRows.Unread($"the rows that \"{query}\" writes were not read within {DurationText.Of(Longest)}");
        }
    }

    /// <inheritdoc cref="SparkTarget.RequireCertainty"/>
    public void RequireCertainty(string query, string row)
    {
        if (!prepared.Of(query).OnlyReads)
        {
            throw new TargetNotReachedException(
                $"\"{query}\" may write, so it is not asked outside of the load, and nothing is known of its right answer: "
                + $"leave the row \"{row}\" out.");
        }

        if (prepared.Of(query).IsCut)
        {
            throw new TargetNotReachedException(
                $"\"{query}\" is cut off by its limit on {target.ServerName}, and which rows are left is open, so that one answer is as "
                + $"right as another: leave the row \"{row}\" out, or ask a query whose answer is certain.");
        }
    }

    private async Task RequireAnswerAsync(
        SparkLoadClient client, string query, ClientTerms terms, CancellationToken limited, CancellationToken cancelled)
    {
        try
        {
            if (!prepared.Of(query).OnlyReads)
            {
                await client.ExplainAsync(query, limited).ConfigureAwait(false);
                return;
            }

            var answer = await client.ExecuteAsync(prepared.First(query), limited).ConfigureAwait(false);
            var hasRows = terms.Reading != AnswerReading.Schema && answer.ToCancel is null;
            if (hasRows && answer.Rows == 0 && !prepared.Of(query).MayBeEmpty)
            {
                var whose = catalog.Find(query).Trips is not null ? $", whose trips ({trips?.From ?? "none"}) have none for it" : "";
                throw new TargetNotReachedException(
                    $"\"{query}\" has no rows on {target.ServerName}{whose}, so its answers could not be judged.");
            }
        }
        catch (QueryFailedException e)
        {
            throw new TargetNotReachedException(
                $"{target.ServerName} cannot answer \"{query}\"{(trips is null ? "" : $" on its trips ({trips.From})")}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancelled.IsCancellationRequested)
        {
            throw new TargetNotReachedException(
                $"{target.ServerName} did not answer \"{query}\" within {DurationText.Of(Longest)}, asked once before the load.", e);
        }
    }
}
