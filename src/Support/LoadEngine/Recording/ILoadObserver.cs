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

    /// <exception cref="Exception">Why what happened could not be kept; nothing is thrown while <see cref="Broken"/> is not cancelled.</exception>
    void ThrowIfBroken();
}
