using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.Targets.Tests.Pauses;

/// <summary>Tells when a load begins, its warm-up left aside.</summary>
internal sealed class BeginningObserver : ILoadObserver
{
    private readonly TaskCompletionSource began = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Began => began.Task;

    public string Scenario => "";

    public CancellationToken Broken => CancellationToken.None;

    public void LoadBegins(LoadResult planned) => began.TrySetResult();

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
