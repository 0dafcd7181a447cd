using System.Globalization;
using System.Text;

namespace SparkLoad.Results.Text;

/// <summary>A run in one table, for the end of a terminal's output.</summary>
public static class RunSummary
{
    private static readonly string[] Header =
        ["verdict", "scenario", "planned", "failed", "per second", "median", "95th percentile", "evidence"];

    /// <summary>One line a scenario, and one with the totals.</summary>
    public static string Of(RunResult run)
    {
        string[][] rows = [Header, .. run.Scenarios.Select(Row)];
        var widths = Enumerable.Range(0, Header.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return text.Append(Totals(run)).ToString();
    }

    /// <summary>For example <c>12 scenarios: 11 passed, 1 failed</c>.</summary>
    public static string Totals(RunResult run) =>
        $"{Figures.Plural(run.Scenarios.Count, "scenario")}: " + string.Join(", ", Enum.GetValues<ScenarioVerdict>()
            .Select(verdict => (Verdict: verdict, Count: run.Scenarios.Count(scenario => scenario.Verdict == verdict)))
            .Where(part => part.Count > 0 || part.Verdict == ScenarioVerdict.Passed)
            .Select(part => $"{part.Count} {Words.Of(part.Verdict)}"));

    private static string[] Row(ScenarioResult scenario)
    {
        var loads = scenario.Loads;
        return
        [
            Words.Of(scenario.Verdict),
            scenario.Scenario + (scenario.Example is null ? "" : $" ({scenario.Example})"),
            Number(loads.Sum(load => load.Planned)),
            Number(loads.Sum(load => load.Planned - load.Succeeded)),
            PerSecond(loads),
            Percentile(loads, "50"),
            Percentile(loads, "95"),
            scenario.EvidenceNote,
        ];

        string Number(long count) => loads.Count == 0 ? "" : Figures.Count(count);
    }

    // Loads run side by side, so their rates add up; the sides of a comparison take turns.
    private static string PerSecond(IReadOnlyList<LoadResult> loads) => string.Join(" / ", loads
        .GroupBy(load => load.Side)
        .Select(side => side.Sum(load => load.ThroughputPerSecond).ToString("0.00", CultureInfo.InvariantCulture)));

    private static string Percentile(IReadOnlyList<LoadResult> loads, string percentile) => string.Join(" / ", loads
        .Select(load => load.LatencyMs.Scheduled.Percentiles.GetValueOrDefault(percentile))
        .Select(value => value is { } ms ? Figures.Time(ms) : "not reached"));
}
