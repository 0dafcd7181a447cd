using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Baselines;

/// <summary>Records a load once more from its journal, so that an earlier run's figures come about as those of this one do.</summary>
internal static class JournalReplay
{
    public static LoadRecorder Of(IEnumerable<JournalLine> lines, LoadPlan plan)
    {
        var recorder = new LoadRecorder(plan, plan.Duration, windows: []);
        foreach (var line in lines)
        {
            if (!IsWhole(line, plan))
            {
                continue;
            }

            recorder.Planned(Ticks(line.Planned));
            if (line.Started is not null)
            {
                recorder.Started();
            }

            recorder.Record(new QueryEnd
            {
                Client = line.Client,
                N = line.N,
                Share = plan.Mix[0],
                Planned = Ticks(line.Planned),
                Started = line.Started is { } started ? Ticks(started) : null,
                Ended = line.Ended is { } ended ? Ticks(ended) : null,
                Outcome = line.Outcome,
                First = line.First,
            });
        }

        return recorder;
    }

    // The file lies where anyone can change it.
    private static bool IsWhole(JournalLine line, LoadPlan plan) =>
        line is { N: >= 0, Client: >= 0, Ended: null or >= 0 }
        && line.Client < plan.Clients
        && (line.Outcome != QueryOutcome.Succeeded || line is { Started: not null, Ended: not null });

    private static long Ticks(double milliseconds) => (long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond);
}
