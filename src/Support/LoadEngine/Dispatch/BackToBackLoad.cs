using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>Each client asks again as soon as it is answered, or after a pause. A query's planned start is its actual one.</summary>
internal sealed class BackToBackLoad(LoadRecorder recorder, QueryCarrier carrier, LoadClock clock, TimeSpan duration, CancellationToken stopped)
    : IScheduledLoad
{
    private long _n = -1;
    private bool _begun;
    private volatile bool _stopped;

    public long? NextDue => _begun || _stopped ? null : 0;

    public bool Stopped => _stopped;

    public void Due()
    {
        _begun = true;
        for (var client = 0; client < recorder.Plan.Clients; client++)
        {
            _ = AskAsync(client);
        }
    }

    public void Stop() => _stopped = true;

    private async Task AskAsync(int client)
    {
        while (clock.Now is var now && now < duration.Ticks && !_stopped && !stopped.IsCancellationRequested)
        {
            recorder.Planned(now);
            recorder.Started();
            var asked = carrier.CarryAsync(client, Interlocked.Increment(ref _n), now);
            if (asked.IsCompleted)
            {
                // A client that answers at once must not keep the others, or the dispatching thread, from theirs.
                await Task.Yield();
            }

            await asked.ConfigureAwait(false);
            if (recorder.Plan.Pause > TimeSpan.Zero)
            {
                await Task.Delay(recorder.Plan.Pause, clock.Time, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
