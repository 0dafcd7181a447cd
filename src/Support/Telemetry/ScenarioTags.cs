using System.Globalization;
using SparkLoad.Results;

namespace SparkLoad.Telemetry;

using Tag = KeyValuePair<string, object?>;

/// <summary>What stands with every figure and span of a scenario's loads.</summary>
internal sealed class ScenarioTags(RunInfo run, ScenarioResult scenario, (string Side, TargetInfo Spark)? reference)
{
    public const string RunId = "sparkload.run.id";
    public const string Scenario = "sparkload.scenario";
    public const string Load = "sparkload.load";
    public const string SparkVersion = "sparkload.spark.version";
    public const string Evidence = "sparkload.evidence";
    public const string Outcome = "sparkload.outcome";
    public const string System = "db.system.name";
    public const string Query = "db.query.summary";
    public const string Error = "error.type";

    /// <summary>Of a load.</summary>
    public Tag[] Of(LoadResult load) =>
    [
        new(RunId, run.Id),
        new(Scenario, scenario.Id),
        new(Load, load.Name),
        new(SparkVersion, Asked(load)?.ReportedVersion ?? Asked(load)?.StatedVersion ?? ""),
        new(Evidence, scenario.Evidence == EvidenceKind.Acceptance ? "acceptance" : "rehearsal"),
    ];

    /// <summary>The server that a load asks, as the conventions for databases name it. They have no name of their own for Spark.</summary>
    public Tag[] ServerOf(LoadResult load)
    {
        var (host, port) = Split(Asked(load)?.Address ?? "");
        return [new(System, "spark"), .. host is null ? [] : new Tag[] { new("server.address", host) },
            .. port is null ? [] : new Tag[] { new("server.port", port) }];
    }

    private TargetInfo? Asked(LoadResult load) =>
        reference is { } other && load.Side == other.Side ? other.Spark : scenario.Target;

    private static (string? Host, int? Port) Split(string address)
    {
        var place = address[(address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..].TrimEnd('/');
        var colon = place.LastIndexOf(':');
        return colon > 0 && int.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (place[..colon].Trim('[', ']'), port)
            : (place.Length > 0 ? place : null, null);
    }
}
