using SparkLoad.LivingDoc.Model;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>What journal and series hold of one load.</summary>
internal sealed class LoadRecord(string scenario, string load)
{
    private readonly List<QueryPoint> _queries = [];
    private readonly List<SeriesLine> _seconds = [];

    public string Scenario { get; } = scenario;

    public string Load { get; } = load;

    public SeriesLine? Newest => _seconds.Count > 0 ? _seconds[^1] : null;

    public void Add(JournalLine line)
    {
        if (!line.Warmup)
        {
            _queries.Add(QueryPoint.Of(line));
        }
    }

    public void DropQueries() => _queries.Clear();

    public void Add(SeriesLine line) => _seconds.Add(line);

    public LiveFigures Live() => new(
        _seconds.Sum(second => second.Planned),
        _seconds.Sum(second => second.Succeeded),
        _seconds.Sum(second => second.Failed),
        Newest?.InFlight ?? 0,
        Newest?.T ?? 0,
        Rank.ValueAt([.. _queries.Select(query => query.LatencyMs).Order()], 0.95m));

    /// <summary>Null where neither file knows anything of the load.</summary>
    /// <param name="durationMs">The load's duration, as far as it is known.</param>
    /// <param name="isOver">Whether the journal holds all of the load's queries; it has those only that have ended.</param>
    public Timeline? ToTimeline(double? durationMs, bool isOver)
    {
        var length = Math.Max((durationMs ?? 0) / 1000, Newest?.T ?? 0);
        if (length <= 0 || _queries.Count + _seconds.Count == 0)
        {
            return null;
        }

        // Whole seconds, so that a stretch holds complete lines of the series.
        // The moment by which the last line is late makes none of its own.
        var whole = Math.Max(1, Math.Round(length));
        var stretch = Math.Ceiling(whole / Timeline.MostPoints);
        var count = (int)Math.Ceiling(whole / stretch);
        var queriesOf = new List<QueryPoint>[count];
        foreach (var query in _queries)
        {
            (queriesOf[Math.Clamp((int)(query.PlannedMs / 1000 / stretch), 0, count - 1)] ??= []).Add(query);
        }

        var secondsOf = new List<SeriesLine>[count];
        foreach (var second in _seconds)
        {
            // The line's time is the end of its second.
            (secondsOf[Math.Clamp((int)Math.Floor((second.T - 0.5) / stretch), 0, count - 1)] ??= []).Add(second);
        }

        return new(
            Load,
            length,
            stretch,
            [.. Enumerable.Range(0, count).Select(index => WithPlan(
                Stretch.Point((index + 0.5) * stretch, stretch, queriesOf[index] ?? [], secondsOf[index] ?? []),
                index,
                queriesOf[index]?.Count ?? 0))],
            _queries.Count > 0);

        // A line of the series ends some milliseconds after its second, so that a start on the second falls into the one before.
        TimelinePoint WithPlan(TimelinePoint point, int index, int planned)
        {
            var rest = ((durationMs / 1000) ?? whole) - (index * stretch);
            var seconds = index < count - 1 ? Math.Min(stretch, rest) : rest;
            return isOver && _queries.Count > 0 ? point with { PlannedPerSecond = seconds > 0 ? planned / seconds : 0 } : point;
        }
    }
}
