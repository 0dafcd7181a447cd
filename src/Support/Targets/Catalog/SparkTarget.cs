using System.Globalization;
using System.Net;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Processes;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Homes;
using SparkLoad.Targets.Python;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Relays;
using SparkLoad.Targets.Servers;
using SparkLoad.Targets.Sessions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Catalog;

/// <summary>
/// A Spark that answers and is the version that a feature names, as one scenario sees it: with the trips or without. Belongs to its
/// <see cref="TargetCatalog"/>, which ends it.
/// </summary>
public sealed class SparkTarget
{
    private readonly IServer _server;
    private readonly Trips? _trips;
    private readonly PySparkPlace _python;
    private readonly QueryCatalog _catalog;
    private readonly PreparedQueries _queries;

    internal SparkTarget(
        SparkName name, IServer server, TargetInfo info, DurationScale scale, QueryCatalog catalog, Trips? trips, PySparkPlace python)
    {
        (_server, _catalog, _trips, _python) = (server, catalog, trips, python);
        _queries = new PreparedQueries(catalog);
        (Name, Info, Scale) = (name, info, scale);
    }

    /// <summary>What each session does before its first query; default nothing.</summary>
    public SessionTerms Sessions { get; private init; } = new();

    /// <summary>Of all its copies.</summary>
    private OpenSessions Open { get; init; } = new();

    /// <summary>Where connections are made to in place of its own address; default its own.</summary>
    private EndPoint? Via { get; init; }

    /// <summary>As the feature names it.</summary>
    public SparkName Name { get; }

    /// <summary>As messages call its server.</summary>
    public string ServerName => _server.Name;

    /// <summary>What it is, for the results.</summary>
    public TargetInfo Info { get; }

    /// <summary>The trips, or null where the scenario reads none.</summary>
    public DataInfo? Data => _trips?.Info;

    /// <summary>The factor on stated durations: as configured, else 1 for a real Spark and 1/360 for the embedded endpoint.</summary>
    public DurationScale Scale { get; }

    /// <summary>Base address of its UI (REST API), or null where none is known.</summary>
    public Uri? Ui => _server.Ui;

    /// <summary>Its process on this machine, or null for a Spark that was not started for the run.</summary>
    public int? ServerProcessId => _server.ProcessId;

    /// <summary>Sessions that clients of it have open now.</summary>
    public int SessionsOpen => Open.Count;

    /// <summary>The suite started it from a Spark home, so it may be looked into, and ends with the run.</summary>
    public bool IsHome => Info.Kind == TargetKind.SparkHome;

    /// <summary>It was started for one scenario alone, which may kill it.</summary>
    public bool IsOwn => Own is not null;

    /// <summary>What the server of a scenario's own was started with; null where it is not one.</summary>
    internal SessionSettings? Own { get; init; }

    /// <summary>What a load on it is worth: acceptance if it is a real Spark and runs for the stated time.</summary>
    public Evidence EvidenceOf(TimeSpan stated) => EvidenceOf(stated, Scale.Apply(stated));

    /// <summary>The same of a load in rounds.</summary>
    /// <param name="round">How long one lasts.</param>
    /// <param name="stated">Rounds as stated.</param>
    /// <param name="actual">Rounds in this run.</param>
    public Evidence EvidenceOfRounds(TimeSpan round, int stated, int actual) =>
        EvidenceOf(round, round) with { StatedRounds = stated, ActualRounds = actual };

    /// <summary>Whether it is a Spark, and not the endpoint that stands in for one, at whatever address.</summary>
    public bool IsReal => ServerVersion.IsReal(Info.ReportedVersion!);

    private TargetProbes Probes => new(this, _catalog, _queries, _trips);

    private SparkHomeServer OwnServer => IsOwn && _server is SparkHomeServer own
        ? own
        : throw new InvalidOperationException($"{_server.Name} was not started for this scenario, so it is not killed.");

    private bool IsBeforeRelease => ServerVersion.IsBeforeRelease(Info.ReportedVersion!);

    /// <summary>Checks that its trips have the columns that a query reads.</summary>
    /// <exception cref="TargetNotReachedException">Columns are missing, or the trips are; the message names them.</exception>
    /// <exception cref="QueryException">There is no such query, or it cannot be used.</exception>
    public void RequireColumnsOf(string query)
    {
        var found = _catalog.Find(query);
        if (found.Trips is not { } read)
        {
            return;
        }

        if (_trips is null)
        {
            throw new TargetNotReachedException(
                $"\"{found.Name}\" reads the NYC taxi trips: write \"Given {Name.AsWritten} with the NYC taxi trips\".");
        }

        // Of a Spark that is not reached, nobody knows them.
        if (_trips.Columns.Count > 0 && _trips.Missing(read.Columns) is { Count: > 0 } missing)
        {
            throw new TargetNotReachedException(
                $"\"{found.Name}\" needs the column {string.Join(", ", missing)}, "
                + $"which the NYC taxi trips of {_server.Name} do not have: they have {string.Join(", ", _trips.Columns)}.");
        }
    }

    /// <summary>The same Spark, whose sessions begin as a scenario asks.</summary>
    public SparkTarget With(SessionTerms sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var conf = new SortedDictionary<string, string>(Info.Conf.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in sessions.Settings.Shown)
        {
            conf[name] = value;
        }

        return new SparkTarget(Name, _server, Info with { Conf = conf }, Scale, _catalog, _trips, _python)
        {
            Sessions = sessions,
            Own = Own,
            Via = Via,
            Open = Open,
        };
    }

    /// <summary>Puts a relay before its server, which passes on the connections of <see cref="Through"/>.</summary>
    public CuttingRelay OpenRelay() => new(_server.Connection.Host, _server.Connection.Port);

    /// <summary>The same Spark, reached through a relay.</summary>
    public SparkTarget Through(CuttingRelay relay)
    {
        ArgumentNullException.ThrowIfNull(relay);
        return new SparkTarget(Name, _server, Info, Scale, _catalog, _trips, _python)
        {
            Sessions = Sessions,
            Own = Own,
            Via = relay.EndPoint,
            Open = Open,
        };
    }

    /// <summary>Ends its server as a crash would. Returns when it is gone.</summary>
    /// <exception cref="InvalidOperationException">It is not the scenario's own.</exception>
    public Task KillAsync() => OwnServer.KillAsync();

    /// <summary>Starts its server again after <see cref="KillAsync"/>, at the same address, and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It is not the scenario's own.</exception>
    /// <exception cref="TargetNotReachedException">It does not come up.</exception>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OwnServer.StartAgainAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ProcessStartException or IOException or UnauthorizedAccessException)
        {
            throw new TargetNotReachedException($"{_server.Name} cannot be started again: {Hide(e.Message)}", e);
        }

        try
        {
            await Readiness.WaitAsync(_server, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetNotReachedException e)
        {
            throw new TargetNotReachedException(Hide(e.Message), e);
        }
    }

    /// <summary>A message without the values of settings that are not shown.</summary>
    internal string Hide(string message) => Sessions.Hide(Own?.Hide(message) ?? message);

    /// <summary>Opens a client with a session and a connection of its own, ready to ask every query.</summary>
    /// <param name="index">Which client of the load it is, from 0.</param>
    /// <param name="terms">How it works.</param>
    /// <param name="cancellationToken">Ends opening; nothing is left behind.</param>
    /// <exception cref="TargetNotReachedException">The server does not open a session.</exception>
    public async ValueTask<ILoadClient> OpenClientAsync(int index, ClientTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var client = await OpenAsync(index, terms, cancellationToken).ConfigureAwait(false);
        return terms.RenewsSessions
            ? new RenewingClient(client, async token => await OpenAsync(index, terms, token).ConfigureAwait(false))
            : client;
    }

    /// <inheritdoc cref="OpenClientAsync"/>
    internal async ValueTask<SparkLoadClient> OpenAsync(int index, ClientTerms terms, CancellationToken cancellationToken)
    {
        var session = new SparkSession(_server.Connection, terms.Options with { Via = Via });
        try
        {
            var failure = string.Create(
                CultureInfo.InvariantCulture, $"{_server.Name} did not open the session of client {index + 1}");
            await BeginAsync(session, terms, failure, cancellationToken).ConfigureAwait(false);
            await Sessions.WithinLimitAsync(
                limited => _queries.CountAsync(session, _queries.Find(terms.Queries), limited), failure, cancellationToken)
                .ConfigureAwait(false);
            return new SparkLoadClient(session, _queries, terms, Hide) { Closed = Open.Add() };
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Checksums of the right answers to a query, one for each row of its parameters; none where its right answer is an error. On synthetic
    /// trips that is what every supported Spark answers; on others it is what this server answers now, so that later answers are compared
    /// with it.
    /// </summary>
    /// <exception cref="TargetNotReachedException">The server does not answer, or there are too many rows to ask before a load.</exception>
    public Task<IReadOnlyList<ulong>> ReferencesOfAsync(string query, CancellationToken cancellationToken) =>
        Probes.ReferencesOfAsync(query, cancellationToken);

    /// <summary>
    /// Asks each query once, in a session of its own, before any load: each must have an answer with rows, or no load could be judged. One
    /// that may write is analysed in place of asked.
    /// </summary>
    /// <param name="queries">Names of queries.</param>
    /// <param name="terms">How the clients of the load will work.</param>
    /// <param name="cancellationToken">Ends asking.</param>
    /// <exception cref="TargetNotReachedException">A query fails or has no rows; the message holds Spark's reason and where its data come
    /// from.</exception>
    public Task RequireAnswersAsync(IReadOnlyList<string> queries, ClientTerms terms, CancellationToken cancellationToken) =>
        Probes.RequireAnswersAsync(queries, terms, cancellationToken);

    /// <summary>The values of a row of a query's parameters, by name; null where it has none.</summary>
    public IReadOnlyDictionary<string, string>? ParametersOf(string query, int row) => _queries.Of(query).Parameters?.Shown(row);

    /// <summary>Reads the rows back that a query has written, in a session of its own.</summary>
    /// <returns>With a sentence in place of the rows where they cannot be read.</returns>
    public Task<TableRows> ReadTableAsync(string query, CancellationToken cancellationToken) =>
        Probes.ReadTableAsync(query, cancellationToken);

    /// <summary>Checks that there is one right answer to a query, once a client was opened for it.</summary>
    /// <param name="query">Its name.</param>
    /// <param name="row">The row of the criteria that needs it.</param>
    /// <exception cref="TargetNotReachedException">There are several.</exception>
    internal void RequireCertainty(string query, string row) => Probes.RequireCertainty(query, row);

    /// <summary>Checks that the settings say where PySpark of its version is.</summary>
    /// <exception cref="TargetNotReachedException">They do not; the message names the variable.</exception>
    public void RequirePython() => _python.RequirePath();

    /// <summary>
    /// Starts PySpark of its version in a process of its own, with a session and a connection of its own for every client.
    /// </summary>
    /// <param name="clients">How many.</param>
    /// <param name="terms">How they work; <see cref="AnswerReading.Drained"/> is read as rows.</param>
    /// <param name="cancellationToken">Ends starting; nothing is left behind.</param>
    /// <exception cref="TargetNotReachedException">PySpark is missing, is another version, or cannot open its sessions.</exception>
    public async Task<PySparkClient> OpenPythonAsync(int clients, ClientTerms terms, CancellationToken cancellationToken)
    {
        // A client of ours counts what queries have without their limits, which PySpark is then told.
        await (await OpenClientAsync(0, terms, cancellationToken).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        return await PySparkClient.StartAsync(
            _python,
            new PySparkOrder
            {
                Server = _server.Name,
                Connection = _server.Connection,
                Files = _server.Files,
                Clients = clients,
                OwnConnections = !terms.ShareConnection,
                Retries = terms.Retries == Retries.Standard,
                Arrow = terms.Reading == AnswerReading.Arrow,
                Settings = Sessions.Settings.All.ToDictionary(setting => setting.Name, setting => setting.Value),
                Setup =
                [
                    .. FirstSetups(terms), .. Sessions.Data?.Statements.Select(statement => statement.Text) ?? [], .. QuerySetups(terms),
                ],
                Tags = terms.Tags,
                Prepared = terms.Queries ?? [],
                Queries = _queries,
                OpenLimit = TimeSpan.FromSeconds(90) + ((Sessions.Data?.Statements.Count ?? 0) * TargetProbes.Longest),
                Hide = Hide,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Acceptance takes a real Spark and durations as stated, all else is a rehearsal (DESIGN §5).</summary>
    private Evidence EvidenceOf(TimeSpan stated, TimeSpan actual) => new()
    {
        Kind = IsReal && Scale.IsFull && !IsBeforeRelease ? EvidenceKind.Acceptance : EvidenceKind.Rehearsal,
        StandIn = IsReal ? null : "embedded endpoint",
        BeforeRelease = IsReal && IsBeforeRelease,
        Spark = IsReal ? Info.ReportedVersion : null,
        StatedMs = stated.TotalMilliseconds,
        ActualMs = actual.TotalMilliseconds,
        Data = Data?.Source,
    };

    private IEnumerable<string> QuerySetups(ClientTerms terms) =>
        _queries.Find(terms.Queries).SelectMany(query => query.SessionSetup);

    private IEnumerable<string> FirstSetups(ClientTerms terms)
    {
        string?[] setups =
        [
            terms.Ansi is { } ansi ? $"SET spark.sql.ansi.enabled={(ansi ? "true" : "false")}" : null,
            _trips?.SessionSetup,
        ];
        return setups.OfType<string>();
    }

    private async Task BeginAsync(SparkSession session, ClientTerms terms, string failure, CancellationToken cancellationToken)
    {
        await Sessions.SetAsync(session, _server.Name, cancellationToken).ConfigureAwait(false);
        await RunAsync(FirstSetups(terms)).ConfigureAwait(false);
        await Sessions.RunDataAsync(session, _server.Name, cancellationToken).ConfigureAwait(false);
        await RunAsync(QuerySetups(terms)).ConfigureAwait(false);

        async Task RunAsync(IEnumerable<string> setups)
        {
            foreach (var setup in setups)
            {
                await Sessions.WithinLimitAsync(
                    limited => session.ExecuteCommandAsync(setup, cancellationToken: limited), failure, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }
}
