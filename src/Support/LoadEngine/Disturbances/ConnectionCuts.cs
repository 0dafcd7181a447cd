namespace SparkLoad.LoadEngine.Disturbances;

/// <summary>Cuts every connection at even intervals while the loads last, every second time in the midst of an answer.</summary>
/// <param name="every">Above zero.</param>
/// <param name="cut">Cuts all connections; told how long to wait for an answer to be under way.</param>
public sealed class ConnectionCuts(TimeSpan every, Action<TimeSpan> cut) : IDisturbance
{
    /// <summary>Of the time to the next cut.</summary>
    private const double LongestWait = 0.75;

    public async Task DisturbAsync(DisturbedLoads loads, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(loads);
        for (var n = 1; await loads.WaitUntilAsync(every * n).ConfigureAwait(false); n++)
        {
            cut(n % 2 == 1 ? every * LongestWait : TimeSpan.Zero);
        }
    }
}
