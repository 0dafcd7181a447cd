using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>How many queries of a load were planned, and what became of them.</summary>
/// <remarks>
/// Planned = succeeded + failed + timed out + unfinished + never started, at every moment: the last two are what is left of the first
/// three, so a query that is lost on its way counts as unfinished and never as nothing.
/// </remarks>
internal sealed class LoadCounts
{
    private long _settledUnsent;

    public long Planned { get; set; }

    public long Started { get; set; }

    public long Succeeded { get; private set; }

    /// <summary>Successes that ended within the load's duration.</summary>
    public long SucceededInTime { get; private set; }

    public long Failed { get; private set; }

    public long TimedOut { get; private set; }

    /// <summary>Started and without an end, as far as is known; while the load runs also what is under way.</summary>
    public long Unfinished => Started - Succeeded - Failed - TimedOut;

    public long NeverStarted => Planned - Started;

    public long Retries { get; private set; }

    public long Reattaches { get; private set; }

    public long Resubmits { get; private set; }

    public long NewSessions { get; private set; }

    /// <summary>Queries whose answer was interrupted, for how long in all, and for how long the worst.</summary>
    public (long Queries, TimeSpan Total, TimeSpan Longest) Interrupted { get; private set; }

    /// <summary>Queries without a complete answer in time, for whatever reason.</summary>
    public long Unsuccessful => Planned - Succeeded;

    /// <summary>Planned queries of which is known what became of them.</summary>
    public long Settled { get; private set; }

    /// <summary>Sent and not yet settled.</summary>
    public long UnderWay => Started - (Settled - _settledUnsent);

    public void Record(in QueryEnd end, long durationTicks)
    {
        var inTime = end.Ended is { } ended && ended <= durationTicks;
        Retries += end.Attempts.Retries;
        Reattaches += end.Attempts.Reattaches;
        Resubmits += end.Attempts.Resubmits;
        NewSessions += end.Attempts.NewSessions;
        Settled++;
        _settledUnsent += end.Started is null ? 1 : 0;
        RecordInterruption(end.Attempts.Interrupted);
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

/// <summary>What became of one query of a load's mix.</summary>
internal sealed class QueryCounts
{
    private long _planned;
    private long _answered;

    public void Record(in QueryEnd end)
    {
        _planned++;
        _answered += end.Succeeded ? 1 : 0;
    }

    public QueryResult Of(string name) => new(name, _planned, _answered, _planned - _answered);
}
