using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

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
