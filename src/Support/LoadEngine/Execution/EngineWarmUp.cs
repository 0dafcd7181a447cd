using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Execution;

/// <summary>
/// Sends a short load to nobody, so that the engine's own code is compiled before the first real load. Without it the first
/// start of a run is late by what compiling takes, which on a busy machine is more than a start may be late.
/// </summary>
public static class EngineWarmUp
{
    /// <summary>Takes about a third of a second. Leaves nothing behind and is in no figure.</summary>
    public static async Task RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var plan = new LoadPlan("warm-up of the engine", new OpenLoad(Rate.PerSecondOf(200), TimeSpan.FromMilliseconds(300)));
        var job = new LoadJob(plan, (_, _) => ValueTask.FromResult<ILoadClient>(new Nobody()));
        var measurement = await new LoadRunner(time).RunAsync(job, NoMonitor.Instance, SilentObserver.Instance, cancellationToken)
            .ConfigureAwait(false);
        _ = measurement.ToResult();
    }

    private sealed class Nobody : ILoadClient
    {
        public async ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return new(Rows: 1, Bytes: 0);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
