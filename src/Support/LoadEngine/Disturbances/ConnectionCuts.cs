namespace SparkLoad.LoadEngine.Disturbances;

/// <summary>Cuts every connection at even intervals while the loads last, every second time in the midst of an answer.</summary>
/// <param name="every">Above zero.</param>
/// <param name="cut">Cuts all connections; told whether to wait for an answer to be under way.</param>
public sealed class ConnectionCuts(TimeSpan every, Action<bool> cut) : IDisturbance
{
    public async Task DisturbAsync(DisturbedLoads loads, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(loads);
        for (var n = 1; await loads.WaitUntilAsync(every * n).ConfigureAwait(false); n++)
        {
            cut(n % 2 == 1);
        }
    }
}
