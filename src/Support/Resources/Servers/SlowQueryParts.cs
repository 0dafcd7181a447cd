using SparkLoad.Results;

namespace SparkLoad.Resources.Servers;

/// <summary>What a query took on the server, from the moments that Spark's REST API shows of it.</summary>
internal static class SlowQueryParts
{
    /// <param name="executions">Of the query's jobs.</param>
    /// <param name="jobs">At least one.</param>
    /// <param name="stages">All attempts; those that were skipped have no moments.</param>
    public static ServerParts Of(IReadOnlyList<RestExecution> executions, IReadOnlyList<RestJob> jobs, IReadOnlyList<RestStage> stages)
    {
        if (jobs.Min(job => RestMoment.Read(job.SubmissionTime)) is not { } firstJob)
        {
            return new(null, null, null, "the server does not tell when its jobs were submitted");
        }

        var submitted = executions.Min(execution => RestMoment.Read(execution.SubmissionTime));
        var begin = submitted is { } moment && moment <= firstJob ? moment : firstJob;
        var ends = executions.Select(execution => execution.Duration is { } duration and > 0
                ? RestMoment.Read(execution.SubmissionTime)?.AddMilliseconds(duration)
                : null)
            .Concat(jobs.Select(job => RestMoment.Read(job.CompletionTime)));
        if (ends.Max() is not { } end || end < firstJob)
        {
            return new(null, null, null, "the server does not tell when it ended");
        }

        var queueing = Queueing(stages);
        return new(
            submitted is null ? null : (firstJob - begin).TotalMilliseconds,
            queueing.TotalMilliseconds,
            Math.Max(0, (end - firstJob - queueing).TotalMilliseconds),
            submitted is null ? "the server keeps no SQL execution of it, so its planning is not told" : null);
    }

    // Stages of one query may wait for each other's cores, which is the query's own work; and two may wait at the same time.
    private static TimeSpan Queueing(IReadOnlyList<RestStage> stages)
    {
        var waits = Spans(stages, stage => stage.SubmissionTime, stage => stage.FirstTaskLaunchedTime);
        var runs = Spans(stages, stage => stage.FirstTaskLaunchedTime, stage => stage.CompletionTime);
        return Length([.. waits, .. runs]) - Length(runs);
    }

    private static List<(DateTime From, DateTime To)> Spans(
        IReadOnlyList<RestStage> stages, Func<RestStage, string?> from, Func<RestStage, string?> to) =>
        [.. stages.Select(stage => (From: RestMoment.Read(from(stage)), To: RestMoment.Read(to(stage))))
            .Where(span => span.From < span.To).Select(span => (span.From!.Value, span.To!.Value))];

    private static TimeSpan Length(IEnumerable<(DateTime From, DateTime To)> spans)
    {
        var (length, until) = (TimeSpan.Zero, DateTime.MinValue);
        foreach (var (from, to) in spans.OrderBy(span => span.From))
        {
            if (to > until)
            {
                length += to - (from > until ? from : until);
                until = to;
            }
        }

        return length;
    }
}
