using System.Collections.Concurrent;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.Telemetry;

/// <summary>
/// Turns what the loads of a scenario tell into figures and spans. Counts are those of <c>results.json</c>: no warm-up, and in the
/// histograms no first query of a session.
/// </summary>
internal sealed class ExportedScenario(ILoadObserver observer, ScenarioTags tags, QueryMetrics metrics, QuerySpans spans) : ILoadObserver
{
    private readonly ConcurrentDictionary<string, ExportedLoad> _loads = new();

    public string Scenario => observer.Scenario;

    public CancellationToken Broken => observer.Broken;

    public void LoadBegins(LoadResult planned)
    {
        observer.LoadBegins(planned);
        var load = new ExportedLoad(planned, tags.Of(planned), tags.ServerOf(planned), TimeProvider.System);
        _loads[planned.Name] = load;
        metrics.Begins(load);
    }

    public void QueryEnded(JournalLine line)
    {
        observer.QueryEnded(line);
        if (!line.Warmup && _loads.TryGetValue(line.Load, out var load))
        {
            Export(load, line);
        }
    }

    public void SecondEnded(SeriesLine line, LoadProgress progress)
    {
        observer.SecondEnded(line, progress);
        if (_loads.TryGetValue(line.Load, out var load))
        {
            load.Told(line);
            metrics.Planned.Add(line.Planned, load.Tags);
            metrics.Started.Add(line.Started, load.Tags);
        }
    }

    public void ThrowIfBroken() => observer.ThrowIfBroken();

    private void Export(ExportedLoad load, JournalLine line)
    {
        var error = line.Outcome == QueryOutcome.Succeeded ? null : line.Error ?? ErrorClasses.Of(line.Outcome);
        (error is null ? metrics.Answered : metrics.Failed).Add(1, load.Counted(line, error));
        var over = line.Ended ?? load.NowMs;
        if (!line.First)
        {
            var (scheduled, service) = load.Timed(line, error);
            metrics.Scheduled.Record(Seconds(line.Planned, over), scheduled);
            if (line.Started is { } started)
            {
                metrics.Service.Record(Seconds(started, over), service);
            }
        }

        spans.Export(load, line, over, error);
    }

    private static double Seconds(double from, double to) => Math.Max(0, to - from) / 1000;
}
