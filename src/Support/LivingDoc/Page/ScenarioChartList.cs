using SparkLoad.LivingDoc.Charts;
using SparkLoad.LivingDoc.Model;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Page;

/// <summary>The charts of one load, those left out for which there is no figure.</summary>
internal static class ScenarioChartList
{
    /// <param name="scenario">The load's scenario.</param>
    /// <param name="load">The load.</param>
    /// <param name="isFirst">Loads that run together share a client and a server, whose figures are drawn once; sides of a comparison do
    /// not.</param>
    public static IReadOnlyList<ChartSpec> Of(ScenarioView scenario, LoadResult load, bool isFirst)
    {
        var latency = Thresholds.ScheduledLatency(scenario.Result, load.Name);
        var timeline = scenario.Timelines.FirstOrDefault(timeline => timeline.Load == load.Name);
        List<ChartSpec?> charts =
        [
            timeline is null ? null : LatencyOverTime.Of(timeline, latency),
            LatencyByPercentile.Of(load, latency),
            timeline is null ? null : LatencyPartsOverTime.Of(timeline, load.PartsMs),
            .. timeline is null ? [] : OfTimeline(scenario.Result, timeline, isFirst),
        ];
        return [.. charts.OfType<ChartSpec>()];
    }

    /// <summary>The charts of a load that is still under way.</summary>
    public static IReadOnlyList<ChartSpec> OfLive(LiveLoad live) => live.Timeline is null
        ? []
        : [.. new[] {
            LatencyOverTime.Of(live.Timeline, null),
            LoadCharts.Rate(live.Timeline),
            ResourceCharts.ClientMemory(live.Timeline, null) }
            .OfType<ChartSpec>()];

    private static IEnumerable<ChartSpec?> OfTimeline(ScenarioResult scenario, Timeline timeline, bool withResources)
    {
        yield return LoadCharts.Rate(timeline);
        yield return LoadCharts.InFlight(timeline);
        if (withResources)
        {
            yield return ResourceCharts.ClientCpu(timeline, LoadsTogether.Of(scenario));
            yield return ResourceCharts.ClientMemory(timeline, Thresholds.ClientMemory(scenario));
            yield return ResourceCharts.ServerMemory(timeline, Thresholds.ServerMemory(scenario));
        }
    }
}
