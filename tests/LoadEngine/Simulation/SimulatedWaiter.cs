using SparkLoad.LoadEngine.Execution;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>Waiting moves simulated time; a lateness can be given to every wait, as of a generator that is too slow.</summary>
internal sealed class SimulatedWaiter(SimulatedTime time, Func<TimeSpan, TimeSpan>? late = null) : IStartWaiter
{
    public void WaitUntil(long timestamp, CancellationToken cancellationToken)
    {
        var lateness = late?.Invoke(TimeSpan.FromTicks(timestamp)) ?? TimeSpan.Zero;
        time.AdvanceTo(timestamp + lateness.Ticks, cancellationToken);
    }
}
