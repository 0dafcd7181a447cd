using System.Globalization;
using System.Text.RegularExpressions;
using Reqnroll;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;

namespace SparkLoad.Specs.Scenarios;

/// <summary>The tables with which a feature states stages of a load or a mix of queries.</summary>
internal static partial class LoadTables
{
    /// <summary>Rows <c>stage | rate | for</c>, a stage being steady, ramp or spike.</summary>
    /// <exception cref="PlanException">A column is missing, or a cell cannot be read.</exception>
    public static StagedLoad Staged(DataTable table)
    {
        Require(table, "stages", "stage", "rate", "for");
        return new StagedLoad([.. table.Rows.Select(row => StageOf(row["stage"], row["rate"], Phrases.Duration(row["for"])))]);
    }

    /// <summary>Rows <c>query | share</c>; shares are percentages or weights.</summary>
    /// <exception cref="PlanException">A column is missing, or a cell cannot be read.</exception>
    public static IReadOnlyList<QueryShare> Mix(DataTable table)
    {
        Require(table, "queries", "query", "share");
        return [.. table.Rows.Select(row => new QueryShare(row["query"].Trim('"'), Weight(row["share"])))];
    }

    /// <summary>Rows <c>setting | value</c> of Spark's own settings.</summary>
    /// <exception cref="PlanException">The columns are others.</exception>
    public static IReadOnlyList<(string Name, string Value)> Settings(DataTable table)
    {
        Require(table, "Spark settings", "setting", "value");
        return [.. table.Rows.Select(row => (row["setting"], row["value"]))];
    }

    private static Stage StageOf(string stage, string rate, TimeSpan duration) => stage switch
    {
        "ramp" when Slope().Match(rate) is { Success: true } slope =>
            Stage.Ramp(PerSecond(slope, "from"), PerSecond(slope, "to"), duration),
        "ramp" => throw new PlanException($"The ramp \"{rate}\" cannot be read: write for example from 1 to 20 times per second."),
        "steady" => Stage.Hold(Phrases.Rate(rate).PerSecond, duration),
        "spike" => Stage.Spike(Phrases.Rate(rate).PerSecond, duration),
        _ => throw new PlanException($"\"{stage}\" is not a stage of a load: write steady, ramp or spike."),
    };

    private static double PerSecond(Match slope, string end)
    {
        var number = slope.Groups[end].Value;
        var unit = slope.Groups["unit"].Value;
        return Phrases.Number(number) == 0 ? 0 : Phrases.Rate($"{number} times per {unit}").PerSecond;
    }

    private static double Weight(string share) =>
        double.TryParse(share.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : throw new PlanException($"\"{share}\" is not a share of a mix: write a percentage such as 80%, or a weight such as 4.");

    private static void Require(DataTable table, string what, params string[] columns)
    {
        if (!table.Header.Order(StringComparer.Ordinal).SequenceEqual(columns.Order(StringComparer.Ordinal)))
        {
            throw new PlanException(
                $"The table of {what} has the columns {Quoted(table.Header)}; it needs {Quoted(columns)}.");
        }
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    [GeneratedRegex(@"^from (?<from>[0-9.]+) to (?<to>[0-9.]+) times per (?<unit>[a-z]+)$")]
    private static partial Regex Slope();
}
