using System.Globalization;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Python;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Servers;

namespace SparkLoad.Targets.Catalog;

/// <summary>A server that was reached, as one scenario sees it: with the trips or without.</summary>
internal sealed class SparkTarget(IServer server, TargetInfo info, DurationScale scale, Trips? trips, PySparkPlace python) : ISparkTarget
{
    public TargetInfo Info => info;

    public DataInfo? Data => trips?.Info;

    public DurationScale Scale => scale;

    public Uri? Ui => server.Ui;

    public int? ServerProcessId => server.ProcessId;

    public EvidenceKind EvidenceOf(TimeSpan stated) => Evidence.Of(info.ReportedVersion!, scale);

    public string EvidenceNote(TimeSpan stated) => Evidence.Note(info.ReportedVersion!, scale, stated, Data);

    public string EvidenceNote(TimeSpan round, int stated, int carried) => Evidence.Note(
        info.ReportedVersion!, scale,
        string.Create(CultureInfo.InvariantCulture, $"{(carried == stated ? "" : $"{carried} of ")}{stated} rounds of {DurationText.Of(round)} a side"), Data);

    public bool IsReal => Evidence.IsReal(info.ReportedVersion!);

    public void RequireColumnsOf(string query)
    {
        var found = QueryCatalog.Find(query);
        if (found.TripColumns.Count == 0)
        {
            return;
        }

        if (trips is null)
        {
            throw new TargetNotReachedException($"\"{found.Name}\" reads the NYC taxi trips: let the scenario say \"with the NYC taxi trips\".");
        }

        if (trips.Missing(found.TripColumns) is { Count: > 0 } missing)
        {
            throw new TargetNotReachedException(
                $"\"{found.Name}\" needs the column {string.Join(", ", missing)}, which the NYC taxi trips of {server.Name} do not have: they have {string.Join(", ", trips.Columns)}.");
        }
    }

    public async ValueTask<ILoadClient> OpenClientAsync(int index, ClientTerms terms, CancellationToken cancellationToken)
    {
        var session = new SparkSession(server.Connection, terms.Options);
        try
        {
            foreach (var setup in Setups(terms))
            {
                await session.ExecuteCommandAsync(setup, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            return new SparkLoadClient(session, Data?.Rows ?? 0, terms.Checksums, terms.Reading);
        }
        catch (Exception e)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw e is SparkException
                ? new TargetNotReachedException($"{server.Name} did not open the session of client {index + 1}: {e.Message}", e)
                : e;
        }
    }

    public async Task<ulong> ReferenceOfAsync(string query, CancellationToken cancellationToken)
    {
        if (Data?.Source == DataSource.Synthetic && QueryCatalog.Find(query).SyntheticChecksum is { } known)
        {
            return known;
        }

        var client = await OpenClientAsync(0, new ClientTerms { Checksums = true }, cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            try
            {
                return (await client.ExecuteAsync(query, cancellationToken).ConfigureAwait(false)).Checksum!.Value;
            }
            catch (QueryFailedException e)
            {
                throw new TargetNotReachedException($"{server.Name} did not give the reference answer to \"{query}\": {e.Message}", e);
            }
        }
    }

    public void RequirePython() => _ = python.Path;

    public Task<PySparkClient> OpenPythonAsync(int clients, ClientTerms terms, CancellationToken cancellationToken) => PySparkClient.StartAsync(
        python,
        new PySparkOrder
        {
            Server = server.Name,
            Connection = server.Connection,
            Clients = clients,
            OwnConnections = !terms.ShareConnection,
            Retries = terms.Retries == Retries.Standard,
            Arrow = terms.Reading == AnswerReading.Arrow,
            Setup = [.. Setups(terms)],
            Trips = Data?.Rows ?? 0,
        },
        cancellationToken);

    public ClientInfo ClientOf(IReadOnlyList<LoadPlan> plans, ClientTerms terms)
    {
        var random = plans.FirstOrDefault(plan => plan.IsRandom);
        return new(
            terms.ShareConnection ? "all sessions share one connection" : "one connection per session",
            terms.Options.Retry.Name, random is null ? null : random.Seed ?? 1, Profiled: false);
    }

    private IEnumerable<string> Setups(ClientTerms terms) => QueryCatalog.All.Select(query => query.SessionSetup)
        .Prepend(trips?.SessionSetup)
        .Prepend(terms.Ansi is { } ansi ? $"SET spark.sql.ansi.enabled={(ansi ? "true" : "false")}" : null)
        .OfType<string>();
}
