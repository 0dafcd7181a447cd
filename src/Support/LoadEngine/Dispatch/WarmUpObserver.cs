using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>Of a warm-up only the journal is kept; it is in no series and in no figure.</summary>
internal sealed class WarmUpObserver(ILoadObserver observer) : ILoadObserver
{
    public string Scenario => observer.Scenario;

    public CancellationToken Broken => observer.Broken;

    public void LoadBegins(LoadResult planned)
    {
    }

    public void QueryEnded(JournalLine line) => observer.QueryEnded(line);

    public void SecondEnded(SeriesLine line, LoadProgress progress)
    {
    }

    public void ThrowIfBroken() => observer.ThrowIfBroken();
}
