using System.Globalization;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.Resources.Servers;

/// <summary>
/// Asks Spark, once a load is over, what single queries took on its own clock. It is bounded in time and size, and never fails: what cannot
/// be told is null and noted.
/// </summary>
public static class SlowQueryLookup
{
    private const int MostExecutions = 2000;
    private const int MostStages = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <param name="address">Base address of Spark's UI.</param>
    /// <param name="queries">A few; those without an operation id stay as they are.</param>
    /// <param name="cancellationToken">Ends asking.</param>
    /// <returns>The same, with what the server tells.</returns>
    public static async Task<IReadOnlyList<SlowQuery>> CompleteAsync(
        Uri address, IReadOnlyList<SlowQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (!queries.Any(query => query.OperationId is not null))
        {
            return queries;
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        using var ui = new SparkUi(address, Patience);
        try
        {
            var server = await ServerRecord.ReadAsync(ui, limited.Token).ConfigureAwait(false);
            var seen = new List<SlowQuery>();
            foreach (var query in queries)
            {
                seen.Add(query.OperationId is { } id
                    ? query with { Server = await server.PartsOfAsync(id, limited.Token).ConfigureAwait(false) }
                    : query);
            }

            return seen;
        }
        catch (UnseenException e)
        {
            return Unseen(e.Message);
        }
        catch (OperationCanceledException)
        {
            return Unseen(cancellationToken.IsCancellationRequested
                ? "the run was ended before the server was asked what it took there"
                : $"the server did not tell within {DurationText.Of(Limit)} what it took there");
        }

        IReadOnlyList<SlowQuery> Unseen(string note) =>
            [.. queries.Select(query => query.OperationId is null ? query : query with { Server = new(null, null, null, note) })];
    }

    /// <summary>The jobs and executions that the server still keeps.</summary>
    private sealed class ServerRecord(SparkUi ui, string application, List<RestJob> jobs, List<RestExecution> executions)
    {
        public static async Task<ServerRecord> ReadAsync(SparkUi ui, CancellationToken cancellationToken)
        {
            var application = await ui.FindApplicationAsync(cancellationToken).ConfigureAwait(false);
            var jobs = await ui.ReadAsync<List<RestJob>>(application, "jobs", cancellationToken).ConfigureAwait(false);
            var path = string.Create(
                CultureInfo.InvariantCulture, $"sql?details=false&planDescription=false&offset=0&length={MostExecutions}");
            return new(
                ui, application, jobs, await ui.ReadAsync<List<RestExecution>>(application, path, cancellationToken).ConfigureAwait(false));
        }

        public async Task<ServerParts> PartsOfAsync(string operationId, CancellationToken cancellationToken)
        {
            RestJob[] own = [.. jobs.Where(job => job.IsOf(operationId)).OrderBy(job => job.JobId)];
            if (own.Length == 0)
            {
                return new(null, null, null, jobs.All(job => job.JobId > 0) && jobs.Count > 0
                    ? "the server keeps no job of it: it ran none, or one that is older than those it keeps (spark.ui.retainedJobs)"
                    : "Spark ran no job for it, so it was neither queued nor executed as one");
            }

            var ids = own.Select(job => job.JobId).ToHashSet();
            RestExecution[] theirs = [.. executions.Where(execution => execution.Jobs.Any(ids.Contains))];
            var stages = new List<RestStage>();
            foreach (var stage in own.SelectMany(job => job.StageIds).Distinct().Take(MostStages))
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"stages/{stage}?details=false");
                stages.AddRange(await ui.ReadAsync<List<RestStage>>(application, path, cancellationToken).ConfigureAwait(false));
            }

            return SlowQueryParts.Of(theirs, own, stages);
        }
    }
}
