using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Watches nothing: rows about memory and CPU then cannot be told.</summary>
public sealed class NoMonitor : IResourceMonitor
{
    public static NoMonitor Instance { get; } = new();

    public ResourceSample Current => default;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken) =>
        Task.FromResult(new ResourcesResult(null, null));
}
