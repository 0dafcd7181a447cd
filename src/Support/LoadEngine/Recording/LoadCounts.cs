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

    public long Failed { get; private set; }

    public long TimedOut { get; private set; }

    public long Unfinished { get; private set; }

    public long NeverStarted { get; private set; }

    public long Retries { get; private set; }

    public long Reattaches { get; private set; }

    public long Resubmits { get; private set; }

    /// <summary>Queries whose answer was interrupted, for how long in all, and for how long the worst.</summary>
    public (long Queries, TimeSpan Total, TimeSpan Longest) Interrupted { get; private set; }

    /// <summary>Queries without a complete answer in time, for whatever reason.</summary>
    public long Unsuccessful => Failed + TimedOut + Unfinished + NeverStarted;

    public long Settled => Succeeded + Unsuccessful;

    public void Record(in QueryEnd end, long durationTicks)
    {
        var inTime = end.Ended is { } ended && ended <= durationTicks;
        Retries += end.Carriage.Retries;
        Reattaches += end.Carriage.Reattaches;
        Resubmits += end.Carriage.Resubmits;
        RecordInterruption(end.Carriage.Interrupted);
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

    private void RecordInterruption(TimeSpan interrupted)
    {
        if (interrupted > TimeSpan.Zero)
        {
            var (queries, total, longest) = Interrupted;
            Interrupted = (queries + 1, total + interrupted, interrupted > longest ? interrupted : longest);
        }
    }
}
