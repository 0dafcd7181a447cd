using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>How many queries of a load were planned, and what became of them.</summary>
internal sealed class LoadCounts
{
    public long Planned { get; set; }

    public long Started { get; set; }

    public long Succeeded { get; private set; }

    /// <summary>Successes that ended within the load's duration.</summary>
    public long SucceededInTime { get; private set; }

    /// <summary>Queries that ended within the load's duration, however.</summary>
    public long EndedInTime { get; private set; }

    public long Failed { get; private set; }

    public long TimedOut { get; private set; }

    public long Unfinished { get; private set; }

    public long NeverStarted { get; private set; }

    public long Retries { get; private set; }

    public long Reattaches { get; private set; }

    public long Resubmits { get; private set; }

    /// <summary>Queries without a complete answer in time, for whatever reason.</summary>
    public long Unsuccessful => Failed + TimedOut + Unfinished + NeverStarted;

    public long Settled => Succeeded + Unsuccessful;

    public void Record(in QueryEnd end, long durationTicks)
    {
        var inTime = end.Ended is { } ended && ended <= durationTicks;
        EndedInTime += inTime ? 1 : 0;
        Retries += end.Carriage.Retries;
        Reattaches += end.Carriage.Reattaches;
        Resubmits += end.Carriage.Resubmits;
        switch (end.Outcome)
        {
            case QueryOutcome.Succeeded:
                Succeeded++;
                SucceededInTime += inTime ? 1 : 0;
                break;
            case QueryOutcome.Failed:
                Failed++;
                break;
            case QueryOutcome.TimedOut:
                TimedOut++;
                break;
            case QueryOutcome.Unfinished:
                Unfinished++;
                break;
            default:
                NeverStarted++;
                break;
        }
    }
}
