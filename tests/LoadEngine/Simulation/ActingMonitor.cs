using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>Does what a test says when it starts, and looks at its token then, as a monitor does that collects the heap first.</summary>
internal sealed class ActingMonitor(Action starting) : IResourceMonitor
{
    public ResourceSample Current => default;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        starting();
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
    }

    public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken) =>
        Task.FromResult(new ResourcesResult(null, null));
}
