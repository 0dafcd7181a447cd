using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.Targets.Catalog;

/// <summary>Says what a load is worth (DESIGN §5): acceptance takes a real Spark and the stated time, all else is a rehearsal.</summary>
internal static class Evidence
{
    /// <summary>The mark in the version of an endpoint that is no Spark, at whatever address.</summary>
    private const string EmbeddedSuffix = "-embedded";

    public static bool IsReal(string reportedVersion) => !reportedVersion.EndsWith(EmbeddedSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a server that reports one version is the one that a feature names.</summary>
    public static bool Matches(string reportedVersion, string statedVersion) =>
        reportedVersion == statedVersion || reportedVersion == statedVersion + EmbeddedSuffix;

    public static EvidenceKind Of(string reportedVersion, DurationScale scale) =>
        IsReal(reportedVersion) && scale.IsFull ? EvidenceKind.Acceptance : EvidenceKind.Rehearsal;

    public static string Note(string reportedVersion, DurationScale scale, TimeSpan stated, DataInfo? data)
    {
        var actual = scale.Apply(stated);
        return Note(reportedVersion, scale, actual == stated ? DurationText.Of(stated) : $"{DurationText.Of(actual)} of {DurationText.Of(stated)}", data);
    }

    /// <param name="reportedVersion">What the server reports.</param>
    /// <param name="scale">The factor on durations and rounds.</param>
    /// <param name="time">How much of it is carried, in words.</param>
    /// <param name="data">The trips, or null.</param>
    public static string Note(string reportedVersion, DurationScale scale, string time, DataInfo? data)
    {
        var server = IsReal(reportedVersion) ? $"Spark {reportedVersion}" : "embedded endpoint";
        var kind = Of(reportedVersion, scale) == EvidenceKind.Acceptance ? "acceptance" : "rehearsal";
        return $"{kind}: {server}, {time}{(data?.Source == DataSource.Synthetic ? ", synthetic data" : "")}";
    }
}
