using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Python;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Servers;
using SparkLoad.Targets.Sessions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Catalog;

/// <summary>The Spark of one name while the run lasts. Each step towards it is taken once, however many scenarios ask.</summary>
internal sealed class TargetInUse : IAsyncDisposable
{
    // What bears on figures and can be asked of any server.
    private static readonly string[] AskedConf =
    [
        "spark.master", "spark.driver.memory", "spark.executor.memory", "spark.sql.ansi.enabled", "spark.sql.shuffle.partitions",
        "spark.sql.adaptive.enabled", "spark.sql.session.timeZone",
    ];

    private readonly SparkName _spark;
    private readonly SuiteSettings _settings;
    private readonly QueryCatalog _queries;
    private readonly string _folder;
    private readonly bool _warmsUpHomes;
    private readonly SessionSettings? _own;
    private readonly CancellationTokenSource _ended;
    private readonly Lazy<Task<Reached>> _reached;
    private readonly Lazy<Task<Trips>> _trips;

    /// <param name="spark">As features name it.</param>
    /// <param name="settings">Where it comes from.</param>
    /// <param name="queries">What it can be asked.</param>
    /// <param name="folder">For logs and scratch files.</param>
    /// <param name="warmsUpHomes">Whether a Spark of a home is warmed up with its trips.</param>
    /// <param name="runEnded">Ends what is under way, not what one caller waits for.</param>
    /// <param name="own">What a server of one scenario's own is started with; null for one that the run's scenarios share.</param>
    public TargetInUse(
        SparkName spark, SuiteSettings settings, QueryCatalog queries, string folder, bool warmsUpHomes, CancellationToken runEnded,
        SessionSettings? own = null)
    {
        (_spark, _settings, _queries, _folder, _warmsUpHomes, _own) = (spark, settings, queries, folder, warmsUpHomes, own);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(runEnded);
        _reached = new(() => ReachAsync(_ended.Token));
        _trips = new(() => ProvideAsync(_ended.Token));
    }

    public async Task<SparkTarget> GetAsync(bool withTrips, CancellationToken cancellationToken)
    {
        var (server, info) = await _reached.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (server.Ended.IsCompleted)
        {
            throw new TargetNotReachedException($"{server.Name} ended during the run; {server.Advice}");
        }

        var data = withTrips ? await _trips.Value.WaitAsync(cancellationToken).ConfigureAwait(false) : null;
        var scale = _settings.ConfiguredScale
            ?? (ServerVersion.IsReal(info.ReportedVersion!) ? DurationScale.Full : ScaleSetting.EmbeddedDefault);
        var pySpark = _spark.IsVersion ? _spark.Text : ServerVersion.NumberIn(info.ReportedVersion!);
        return new SparkTarget(
            _spark, server, info, scale, _queries, data, new PySparkPlace(_spark, pySpark, _settings.PySpark(_spark), _folder))
        {
            Own = _own,
        };
    }

    public async ValueTask DisposeAsync()
    {
        // A server that is still starting is not waited for.
        await _ended.CancelAsync().ConfigureAwait(false);
        if (!_reached.IsValueCreated)
        {
            _ended.Dispose();
            return;
        }

        if (_trips.IsValueCreated)
        {
            await ((Task)_trips.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ((Task)_reached.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_reached.Value.IsCompletedSuccessfully)
        {
            await (await _reached.Value.ConfigureAwait(false)).Server.DisposeAsync().ConfigureAwait(false);
        }

        _ended.Dispose();
    }

    private async Task<Reached> ReachAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReachServerAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TargetNotReachedException e) when (_own?.Hide(e.Message) is { } shown && shown != e.Message)
        {
            throw new TargetNotReachedException(shown, e);
        }
    }

    private async Task<Reached> ReachServerAsync(CancellationToken cancellationToken)
    {
        var (server, reported) = await new ServerStart(_settings, _folder, _own).StartAsync(_spark, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            if (!ServerVersion.Fits(reported, _spark))
            {
                var found = string.IsNullOrWhiteSpace(reported) ? "no version" : reported;
                throw new TargetNotReachedException(
                    $"The feature names {_spark}, but {server.Connection.Address} reports {found}: "
                    + $"set {SettingKeys.Target(_spark)} to a {_spark}.");
            }

            var info = new TargetInfo
            {
                Kind = server.Kind,
                Address = server.Connection.Address,
                Name = _spark.Text,
                StatedVersion = _spark.IsVersion ? _spark.Text : null,
                ReportedVersion = reported,
                Conf = await ConfAsync(server, cancellationToken).ConfigureAwait(false),
            };
            if (_own is not null)
            {
                await ServerWarmUp.WakeAsync(() => new SparkSession(server.Connection), cancellationToken).ConfigureAwait(false);
            }

            return new(server, info);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> ConfAsync(IServer server, CancellationToken cancellationToken)
    {
        var conf = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await using var session = new SparkSession(server.Connection);
        foreach (var key in AskedConf)
        {
            try
            {
                if (await session.GetConfigOptionAsync(key, cancellationToken).ConfigureAwait(false) is { } value)
                {
                    conf[key] = value;
                }
            }
            catch (SparkException)
            {
                // Some services keep their configuration to themselves; the load does not need it.
            }
        }

        foreach (var (key, value) in server.Conf.Concat(_own?.Shown ?? new Dictionary<string, string>()))
        {
            conf[key] = value;
        }

        return conf;
    }

    private async Task<Trips> ProvideAsync(CancellationToken cancellationToken)
    {
        var (server, info) = await _reached.Value.ConfigureAwait(false);
        await using var session = new SparkSession(server.Connection, new() { Retry = RetryPolicy.Short });
        // A table would go with a server that is killed; a view is made anew by each session.
        var kind = _own is null ? info.Kind : TargetKind.Remote;
        var provided = await new TripsProvision(server.Name, kind, _settings.NycTaxi).ProvideAsync(session, cancellationToken)
            .ConfigureAwait(false);
        if (_warmsUpHomes && _own is null && info.Kind == TargetKind.SparkHome)
        {
            await WarmUpAsync(server, provided, cancellationToken).ConfigureAwait(false);
        }

        return provided;
    }

    private static async Task WarmUpAsync(IServer server, Trips provided, CancellationToken cancellationToken)
    {
        try
        {
            await ServerWarmUp.RunAsync(() => new SparkSession(server.Connection), provided, cancellationToken).ConfigureAwait(false);
        }
        catch (SparkException e)
        {
            throw new TargetNotReachedException($"{server.Name} cannot answer queries on the NYC taxi trips: {e.Message}", e);
        }
    }

    private sealed record Reached(IServer Server, TargetInfo Info);
}
