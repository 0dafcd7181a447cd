using System.Globalization;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Sessions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Catalog;

/// <summary>
/// The Sparks of a run, one a name: started or reached when a scenario first asks, kept for the run, ended with the catalogue.
/// What could not be reached once is not tried again.
/// </summary>
/// <param name="settings">Where each comes from.</param>
/// <param name="queries">What they can be asked.</param>
/// <param name="folder">Takes the logs of what is started, and its scratch files while it lives.</param>
public sealed class TargetCatalog(SuiteSettings settings, QueryCatalog queries, string folder) : IAsyncDisposable
{
    private readonly SuiteSettings _settings = settings;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Dictionary<SparkName, TargetInUse> _targets = [];
    private readonly List<TargetInUse> _own = [];
    private int _started;

    /// <summary>
    /// Whether a Spark that is started from a home is warmed up before its trips are used; true but for tests that measure nothing.
    /// </summary>
    internal bool WarmsUpHomes { get; init; } = true;

    /// <summary>Whether nothing is reached or started, and Sparks are what the settings say; default false.</summary>
    public bool Announces { get; init; }

    /// <summary>The Spark of a name.</summary>
    /// <param name="spark">As the feature names it.</param>
    /// <param name="withTrips">Whether the scenario reads the NYC taxi trips, which are then provided.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="TargetNotReachedException">It is unavailable; the message is the sentence for the result.</exception>
    public async Task<SparkTarget> ReachAsync(SparkName spark, bool withTrips, CancellationToken cancellationToken) =>
        Announces
            ? AnnouncedTarget.Of(spark, withTrips, _settings, queries)
            : await InUse(spark).GetAsync(withTrips, cancellationToken).ConfigureAwait(false);

    /// <summary>Starts a Spark from its home for one scenario alone.</summary>
    /// <param name="spark">As the feature names it.</param>
    /// <param name="withTrips">Whether the scenario reads the NYC taxi trips, which then are a view of each session.</param>
    /// <param name="settings">Spark's settings that the server is started with; they win over those of the run.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="TargetNotReachedException">It is unavailable; the message is the sentence for the result.</exception>
    public async Task<SparkTarget> StartAsync(
        SparkName spark, bool withTrips, SessionSettings settings, CancellationToken cancellationToken)
    {
        if (Announces)
        {
            return AnnouncedTarget.Of(spark, withTrips, _settings, queries, own: true);
        }

        TargetInUse own;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended.IsCancellationRequested, this);
            var place = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"own-{++_started}"));
            own = new(spark, _settings, queries, place, warmsUpHomes: false, _ended.Token, settings);
            _own.Add(own);
        }

        return await own.GetAsync(withTrips, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends what was started for one scenario alone.</summary>
    public async Task EndOwnAsync()
    {
        TargetInUse[] own;
        lock (_gate)
        {
            own = [.. _own];
            _own.Clear();
        }

        await Task.WhenAll(own.Select(target => target.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    /// <summary>A Spark that nobody knows the place of, for what can be checked without it.</summary>
    public SparkTarget Nowhere(SparkName spark, bool withTrips) => AnnouncedTarget.Nowhere(spark, withTrips, _settings, queries);

    /// <summary>Ends every Spark that was started for the run.</summary>
    public async ValueTask DisposeAsync()
    {
        TargetInUse[] all;
        lock (_gate)
        {
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            // Inside the lock, so that nothing is added to what is ended here.
            _ended.Cancel();
            all = [.. _targets.Values, .. _own];
        }

        await Task.WhenAll(all.Select(target => target.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private TargetInUse InUse(SparkName spark)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended.IsCancellationRequested, this);
            if (!_targets.TryGetValue(spark, out var target))
            {
                _targets[spark] = target = new(spark, _settings, queries, folder, WarmsUpHomes, _ended.Token);
            }

            return target;
        }
    }
}
