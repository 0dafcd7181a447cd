using SparkLoad.LivingDoc.Model;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>The loads that journal and series speak of.</summary>
internal sealed class LoadRecords
{
    private readonly Dictionary<(string Scenario, string Load), LoadRecord> records = [];

    public void Add(JournalLine line) => Of(line.Scenario, line.Load).Add(line);

    public void Add(SeriesLine line) => Of(line.Scenario, line.Load).Add(line);

    public void DropQueries()
    {
        foreach (var record in records.Values)
        {
            record.DropQueries();
        }
    }

    public IReadOnlyList<Timeline> Timelines(ScenarioResult scenario) =>
        [.. records.Values.Where(record => record.Scenario == scenario.Id)
            .Select(record => record.ToTimeline(scenario.Loads.FirstOrDefault(load => load.Name == record.Load)?.DurationMs))
            .OfType<Timeline>()];

    /// <summary>The load that was written last, unless its scenario has its verdict already.</summary>
    public LiveLoad? Live(RunResult results, Func<IEnumerable<FeatureText>> features)
    {
        var newest = records.Values.Where(record => record.Newest is not null).MaxBy(record => record.Newest!.At);
        if (newest is null || results.Scenarios.Any(scenario => scenario.Id == newest.Scenario))
        {
            return null;
        }

        return new()
        {
            ScenarioId = newest.Scenario,
            Load = newest.Load,
            Scenario = ScenarioNames.Of(newest.Scenario, features()),
            StartedAt = newest.StartedAt!.Value,
            NewestAt = newest.Newest!.At,
            Figures = newest.Live(),
            Timeline = newest.ToTimeline(null),
        };
    }

    private LoadRecord Of(string scenario, string load)
    {
        if (!records.TryGetValue((scenario, load), out var record))
        {
            records[(scenario, load)] = record = new(scenario, load);
        }

        return record;
    }
}
