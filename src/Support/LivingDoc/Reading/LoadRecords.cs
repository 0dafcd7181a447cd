using SparkLoad.LivingDoc.Model;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>The loads that journal and series speak of.</summary>
internal sealed class LoadRecords
{
    private readonly Dictionary<(string Scenario, string Load), LoadRecord> _records = [];

    public void Add(JournalLine line) => Of(line.Scenario, line.Load).Add(line);

    public void Add(SeriesLine line) => Of(line.Scenario, line.Load).Add(line);

    public void DropQueries()
    {
        foreach (var record in _records.Values)
        {
            record.DropQueries();
        }
    }

    public IReadOnlyList<Timeline> Timelines(ScenarioResult scenario) =>
        [.. _records.Values.Where(record => record.Scenario == scenario.Id)
            .Select(record => record.ToTimeline(scenario.Loads.FirstOrDefault(load => load.Name == record.Load)?.DurationMs, isOver: true))
            .OfType<Timeline>()];

    /// <summary>A scenario that is under way.</summary>
    public LiveScenario Live(ScenarioResult scenario) => new(scenario, [.. scenario.Loads.Select(plan =>
        _records.GetValueOrDefault((scenario.Id, plan.Name)) is { Newest: not null } record
            ? new LiveLoad(plan, record.Live(), record.ToTimeline(plan.DurationMs, isOver: false))
            : new LiveLoad(plan, null, null))]);

    private LoadRecord Of(string scenario, string load)
    {
        if (!_records.TryGetValue((scenario, load), out var record))
        {
            _records[(scenario, load)] = record = new(scenario, load);
        }

        return record;
    }
}
