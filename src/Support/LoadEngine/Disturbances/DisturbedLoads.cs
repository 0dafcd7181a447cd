using SparkLoad.LoadEngine.Execution;

namespace SparkLoad.LoadEngine.Disturbances;

/// <summary>The loads that a disturbance befalls: when, and what they are told of it.</summary>
public sealed class DisturbedLoads
{
    private readonly IReadOnlyList<LoadExecution> _loads;
    private readonly LoadClock _clock;
    private readonly TimeSpan _duration;
    private readonly CancellationToken _over;

    /// <param name="loads">Of one scenario.</param>
    /// <param name="clock">Their time.</param>
    /// <param name="over">Cancelled once nothing of the loads is under way any more.</param>
    internal DisturbedLoads(IReadOnlyList<LoadExecution> loads, LoadClock clock, CancellationToken over)
    {
        (_loads, _clock, _over) = (loads, clock, over);
        _duration = loads.Max(load => load.Duration);
        foreach (var load in loads)
        {
            load.Recorder.WatchOutage();
        }
    }

    /// <summary>Waits for a moment of the loads.</summary>
    /// <param name="moment">Since their beginning.</param>
    /// <returns>Whether it came while they last.</returns>
    public async Task<bool> WaitUntilAsync(TimeSpan moment)
    {
        if (moment >= _duration)
        {
            return false;
        }

        try
        {
            var wait = moment - TimeSpan.FromTicks(_clock.Now);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _clock.Time, _over).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The server is ended now.</summary>
    public void ServerGoes() => Tell((load, now) => load.Recorder.ServerGoes(now));

    /// <summary>The server is gone, and started again now: what is answered from here on is answered by the new one.</summary>
    public void ServerStarts() => Tell((load, now) => load.Recorder.ServerStarts(now));

    /// <summary>The server that was started again is ready, be it after the loads.</summary>
    public void ServerIsBack() => Tell((load, now) => load.Recorder.ServerIsBack(now));

    /// <summary>The server did not come back.</summary>
    /// <param name="because">One sentence.</param>
    public void ServerStaysAway(string because) => Tell((load, _) => load.Recorder.ServerStaysAway(because));

    private void Tell(Action<LoadExecution, long> tell)
    {
        var now = _clock.Now;
        foreach (var load in _loads)
        {
            tell(load, now);
        }
    }
}
