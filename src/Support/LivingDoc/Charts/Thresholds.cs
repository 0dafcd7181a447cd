using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>Finds the threshold of a chart among the criteria.</summary>
internal static class Thresholds
{
    /// <summary>The strictest upper limit on scheduled latency that this load is judged by.</summary>
    public static (double Value, string Text)? ScheduledLatency(ScenarioResult scenario, string load) =>
        First(scenario, criterion => criterion.Key.StartsWith("latency.scheduled.", StringComparison.Ordinal)
            && criterion.Unit == "ms" && (criterion.Load is null || criterion.Load == load));

    public static (double Value, string Text)? ClientMemory(ScenarioResult scenario) => Peak(scenario, "client");

    public static (double Value, string Text)? ServerMemory(ScenarioResult scenario) => Peak(scenario, "server");

    private static (double Value, string Text)? Peak(ScenarioResult scenario, string side) =>
        First(scenario, criterion => criterion.Unit == "bytes"
            && criterion.Key.StartsWith(side, StringComparison.OrdinalIgnoreCase)
            && !criterion.Key.Contains("growth", StringComparison.OrdinalIgnoreCase));

    private static (double Value, string Text)? First(ScenarioResult scenario, Func<CriterionResult, bool> fits) =>
        scenario.Criteria.Where(criterion => fits(criterion) && criterion.Threshold > 0).OrderBy(criterion => criterion.Threshold)
            .Select(criterion => ((double, string)?)(criterion.Threshold, $"{Plain.Text(criterion.Measure, 40)}: "
                + $"{Plain.Text(criterion.MustBe, 30)}"))
            .FirstOrDefault();
}
