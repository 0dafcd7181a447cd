using System.Collections.Concurrent;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.Targets.Tests.Pauses;

/// <summary>Tells when a load begins, and keeps what became of its queries; the warm-up is left aside.</summary>
internal sealed class BeginningObserver : ILoadObserver
{
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Began => _began.Task;

    public ConcurrentQueue<JournalLine> Queries { get; } = [];

    public string Scenario => "";

    public CancellationToken Broken => CancellationToken.None;

    public void LoadBegins(LoadResult planned) => _began.TrySetResult();

    public void QueryEnded(JournalLine line)
    {
        if (!line.Warmup)
        {
            Queries.Enqueue(line);
        }
    }

    public void SecondEnded(SeriesLine line, LoadProgress progress)
    {
    }

    public void ThrowIfBroken()
    {
    }
}
