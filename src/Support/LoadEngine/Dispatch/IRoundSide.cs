using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>
/// One side of a comparison: a client whose sessions are opened and warmed up once and stay open, so that every round of it measures the
/// same client at work. Without load it is idle. Disposing closes the sessions.
/// </summary>
public interface IRoundSide : IAsyncDisposable
{
    /// <summary>What the side carries in one round; its name and side are those of the results.</summary>
    LoadPlan Plan { get; }

    /// <summary>Opens the sessions and carries the plan's warm-up, or one of 5 seconds where it has none. Called once.</summary>
    /// <exception cref="Exception">A session could not be opened (the client's exception).</exception>
    Task OpenAsync(ILoadObserver observer, CancellationToken cancellationToken);

    /// <summary>Carries the load of one round.</summary>
    /// <param name="observer">Told what happens while it happens.</param>
    /// <param name="settled">Told of every query once it is recorded.</param>
    /// <param name="cancellationToken">Breaks it off: what was measured so far is handed back.</param>
    internal Task<LoadMeasurement> CarryAsync(ILoadObserver observer, Action<QueryEnd> settled, CancellationToken cancellationToken);
}
