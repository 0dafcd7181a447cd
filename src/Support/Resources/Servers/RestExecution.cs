using System.Globalization;

namespace SparkLoad.Resources.Servers;

/// <summary>What is used of an entry of <c>/api/v1/applications/…/sql</c>.</summary>
internal sealed record RestExecution(long Id, string? SubmissionTime, double? Duration)
{
    public IReadOnlyList<long> RunningJobIds { get; init; } = [];

    public IReadOnlyList<long> SuccessJobIds { get; init; } = [];

    public IReadOnlyList<long> FailedJobIds { get; init; } = [];

    public IEnumerable<long> Jobs => [.. RunningJobIds, .. SuccessJobIds, .. FailedJobIds];
}

/// <summary>What is used of an entry of <c>/api/v1/applications/…/jobs</c>.</summary>
internal sealed record RestJob(long JobId, string? SubmissionTime, string? CompletionTime, string? JobGroup)
{
    public IReadOnlyList<long> StageIds { get; init; } = [];

    public IReadOnlyList<string> JobTags { get; init; } = [];

    /// <summary>Spark Connect ends the name of a job's group, or of one of its tags, with the operation's id.</summary>
    public bool IsOf(string operationId) =>
        JobTags.Append(JobGroup ?? "").Any(name => name.EndsWith(operationId, StringComparison.Ordinal));
}

/// <summary>What is used of an attempt of <c>/api/v1/applications/…/stages/…</c>.</summary>
internal sealed record RestStage(string? SubmissionTime, string? FirstTaskLaunchedTime, string? CompletionTime);

/// <summary>Moments as Spark's REST API writes them: <c>2026-11-27T21:14:24.123GMT</c>.</summary>
internal static class RestMoment
{
    public static DateTime? Read(string? text) => DateTime.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss.fff'GMT'", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
}
