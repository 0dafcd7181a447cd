using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LoadEngine.Runs;

/// <summary>Keeps what one scenario's loads do in the run's folder, and shows where they stand.</summary>
internal sealed class RunObserver(
    string scenario,
    LineFile<JournalLine> journal,
    LineFile<SeriesLine> series,
    Action<LoadResult> begin,
    ConsoleProgress progress,
    CancellationToken broken) : ILoadObserver
{
    public string Scenario => scenario;

    public CancellationToken Broken => broken;

    public void LoadBegins(LoadResult planned) => begin(planned);

    public void QueryEnded(JournalLine line) => journal.Write(line);

    public void SecondEnded(SeriesLine line, LoadProgress reached)
    {
        series.Write(line);
        progress.Show(reached);
    }

    public void ThrowIfBroken()
    {
        journal.ThrowIfBroken();
        series.ThrowIfBroken();
    }
}
