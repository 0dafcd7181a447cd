using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Who is told what a load does while it runs. Every call returns at once; none may throw.</summary>
public interface ILoadObserver
{
    /// <summary>The scenario's <see cref="ScenarioResult.Id"/>, which stands in every line.</summary>
    string Scenario { get; }

    /// <summary>Cancelled when what happens can no longer be kept (a full disk): the load then ends.</summary>
    CancellationToken Broken { get; }

    /// <summary>A load begins; what is planned is filled in, everything measured is zero.</summary>
    void LoadBegins(LoadResult planned);

    /// <summary>A planned query has ended.</summary>
    void QueryEnded(JournalLine line);

    /// <summary>A second of a load is over.</summary>
    void SecondEnded(SeriesLine line, LoadProgress progress);

    /// <exception cref="Exception">Why what happened could not be kept; nothing is thrown while <see cref="Broken"/> is not
    /// cancelled.</exception>
    void ThrowIfBroken();
}

/// <summary>Where a running load stands.</summary>
/// <param name="Load">The load's name.</param>
/// <param name="Elapsed">Since the load began; beyond <paramref name="Duration"/> while the last answers are awaited.</param>
/// <param name="Duration">Its scaled duration.</param>
/// <param name="PlannedInAll">Queries that the whole schedule holds; null for back-to-back loads.</param>
/// <param name="Planned">Planned starts so far.</param>
/// <param name="Done">Queries that ended, however.</param>
/// <param name="Failed">Those of them without a complete answer in time.</param>
/// <param name="InFlight">Sent and not yet answered.</param>
/// <param name="P95Ms">95th percentile of the scheduled latency so far; null if failures make it infinite or nothing has ended.</param>
public sealed record LoadProgress(
    string Load, TimeSpan Elapsed, TimeSpan Duration, long? PlannedInAll, long Planned, long Done, long Failed, int InFlight,
    double? P95Ms);

/// <summary>Keeps nothing: for loads that only need their measurement.</summary>
public sealed class SilentObserver : ILoadObserver
{
    public static SilentObserver Instance { get; } = new();

    public string Scenario => "";

    public CancellationToken Broken => CancellationToken.None;

    public void LoadBegins(LoadResult planned)
    {
    }

    public void QueryEnded(JournalLine line)
    {
    }

    public void SecondEnded(SeriesLine line, LoadProgress progress)
    {
    }

    public void ThrowIfBroken()
    {
    }
}
