using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Clients;

/// <summary>Counts and times what it takes to carry one query, so that it is known however the query ends.</summary>
internal sealed class CarriageTally(TimeProvider time) : IExecutionObserver
{
    private int retries;
    private int reattaches;
    private int resubmits;
    private TimeSpan interrupted;
    private long? brokenSince;

    public bool HearsDetails => false;

    /// <summary>An interruption that has not ended counts up to now.</summary>
    public Carriage Carriage => new(retries, reattaches, resubmits, interrupted + (brokenSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero));

    public void OnRetry(string rpc, string reason, TimeSpan pause)
    {
        retries++;
        brokenSince ??= time.GetTimestamp();
    }

    public void OnReattach(ReattachReason reason)
    {
        reattaches++;
        brokenSince ??= time.GetTimestamp();
    }

    public void OnResubmit()
    {
        resubmits++;
        brokenSince ??= time.GetTimestamp();
    }

    public void OnRecovered(TimeSpan interruption)
    {
        interrupted += interruption;
        brokenSince = null;
    }
}
