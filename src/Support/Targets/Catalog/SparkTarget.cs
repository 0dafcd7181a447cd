using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;
using SparkLoad.Results.Text;
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
    /// <summary>For one query before a load: a heavy one may take its minutes, and none may take for ever.</summary>
    private static readonly TimeSpan LongestProbe = TimeSpan.FromMinutes(10);

    public TargetInfo Info => info;

    public DataInfo? Data => trips?.Info;

    public DurationScale Scale => scale;

    public Uri? Ui => server.Ui;

    public int? ServerProcessId => server.ProcessId;

    public Evidence EvidenceOf(TimeSpan stated) => EvidenceOf(stated, scale.Apply(stated));

    public Evidence EvidenceOfRounds(TimeSpan round, int stated, int actual) =>
        EvidenceOf(round, round) with { StatedRounds = stated, ActualRounds = actual };

    public bool IsReal => ServerVersion.IsReal(info.ReportedVersion!);

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
        var asked = QueryCatalog.Find(query);
        if ((asked.Checksum ?? (Data?.Source == DataSource.Synthetic ? asked.SyntheticChecksum : null)) is { } known)
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

    public async Task RequireAnswersAsync(IEnumerable<string> queries, ClientTerms terms, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var client = await OpenClientAsync(0, terms with { Checksums = false }, cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            foreach (var query in queries)
            {
                limited.CancelAfter(LongestProbe);
                await RequireAnswerAsync(client, query, limited.Token, cancellationToken).ConfigureAwait(false);
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
            terms.Options.Retry.Name, random is null ? null : random.Seed ?? 1, Profiled: false)
        {
            Reading = terms.Reading switch
            {
                AnswerReading.Rows => "read as rows",
                AnswerReading.Arrow => "read as Arrow tables",
                _ => "received and looked through",
            },
        };
    }

    /// <summary>Acceptance takes a real Spark and durations as stated, all else is a rehearsal (DESIGN §5).</summary>
    private Evidence EvidenceOf(TimeSpan stated, TimeSpan actual) => new()
    {
        Kind = IsReal && scale.IsFull ? EvidenceKind.Acceptance : EvidenceKind.Rehearsal,
        StandIn = IsReal ? null : "embedded endpoint",
        Spark = IsReal ? info.ReportedVersion : null,
        StatedMs = stated.TotalMilliseconds,
        ActualMs = actual.TotalMilliseconds,
        Data = Data?.Source,
    };

    private async Task RequireAnswerAsync(ILoadClient client, string query, CancellationToken limited, CancellationToken cancelled)
    {
        try
        {
            var answer = await client.ExecuteAsync(query, limited).ConfigureAwait(false);
            if (answer.Rows == 0)
            {
                throw new TargetNotReachedException(
                    $"\"{query}\" has no rows on {server.Name}{(QueryCatalog.Find(query).ReadsTrips ? $", whose trips ({Source}) have nothing for it" : "")}: no answer of it could be judged.");
            }
        }
        catch (QueryFailedException e)
        {
            throw new TargetNotReachedException($"{server.Name} cannot answer \"{query}\"{(trips is null ? "" : $" on its trips ({Source})")}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancelled.IsCancellationRequested)
        {
            throw new TargetNotReachedException($"{server.Name} did not answer \"{query}\" within {DurationText.Of(LongestProbe)}, asked once before the load.", e);
        }
    }

    /// <summary>Where the trips come from, as the settings say it.</summary>
    private string Source => trips?.From ?? "none";

    private IEnumerable<string> Setups(ClientTerms terms) => QueryCatalog.All.Select(query => query.SessionSetup)
        .Prepend(trips?.SessionSetup)
        .Prepend(terms.Ansi is { } ansi ? $"SET spark.sql.ansi.enabled={(ansi ? "true" : "false")}" : null)
        .OfType<string>();
}
