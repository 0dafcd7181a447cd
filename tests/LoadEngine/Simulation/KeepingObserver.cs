using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>Keeps everything it is told.</summary>
internal sealed class KeepingObserver : ILoadObserver
{
    public List<JournalLine> Journal { get; } = [];

    public List<SeriesLine> Series { get; } = [];

    public List<LoadProgress> Progress { get; } = [];

    public List<LoadResult> Begun { get; } = [];

    public CancellationTokenSource Breaking { get; } = new();

    public string Scenario => "a-scenario";

    public CancellationToken Broken => Breaking.Token;

    public void LoadBegins(LoadResult planned) => Begun.Add(planned);

    public void QueryEnded(JournalLine line)
    {
        lock (Journal)
        {
            Journal.Add(line);
        }
    }

    public void SecondEnded(SeriesLine line, LoadProgress progress)
    {
        Series.Add(line);
        Progress.Add(progress);
    }

    public void ThrowIfBroken()
    {
        if (Broken.IsCancellationRequested)
        {
            throw new IOException("The disk is full.");
        }
    }
}
