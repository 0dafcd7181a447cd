using SparkLoad.Results;

namespace SparkLoad.Targets.Data;

/// <summary>The NYC taxi trips on one server, ready to be queried as <c>nyc_taxi</c>.</summary>
/// <param name="Info">What they are, for the results.</param>
/// <param name="Columns">Names of their columns.</param>
/// <param name="From">Where they come from, as the settings say it: <c>the files /data/2024</c>.</param>
/// <param name="SessionSetup">The command that gives a session its view of them, or null where the server has the table.</param>
internal sealed record Trips(DataInfo Info, IReadOnlyList<string> Columns, string From, string? SessionSetup)
{
    /// <summary>The name that queries use.</summary>
    public const string Name = "nyc_taxi";

    /// <summary>What every table of trips must have; a query may need more.</summary>
    public static IReadOnlyList<string> NeededColumns { get; } = ["passenger_count", "fare_amount", "tip_amount"];

    /// <summary>Those of the named columns that the trips do not have.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> columns) =>
        [.. columns.Where(column => !Columns.Contains(column, StringComparer.OrdinalIgnoreCase))];
}
