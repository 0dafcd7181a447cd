namespace SparkLoad.LoadEngine.Disturbances;

/// <summary>Kills the server once, in the midst of the loads, and starts it again.</summary>
/// <param name="after">Since the loads' beginning.</param>
/// <param name="kill">Returns when the server is gone.</param>
/// <param name="start">Returns when it answers again, with null, or why it does not in one sentence.</param>
public sealed class ServerRestart(TimeSpan after, Func<Task> kill, Func<CancellationToken, Task<string?>> start) : IDisturbance
{
    public async Task DisturbAsync(DisturbedLoads loads, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(loads);
        if (!await loads.WaitUntilAsync(after).ConfigureAwait(false))
        {
            return;
        }

        loads.ServerGoes();
        await kill().ConfigureAwait(false);
        loads.ServerStarts();
        if (await start(cancelled).ConfigureAwait(false) is { } because)
        {
            loads.ServerStaysAway(because);
        }
        else
        {
            loads.ServerIsBack();
        }
    }
}
