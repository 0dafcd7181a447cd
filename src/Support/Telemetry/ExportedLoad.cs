using System.Collections.Concurrent;
using SparkLoad.Results;

namespace SparkLoad.Telemetry;

using Tag = KeyValuePair<string, object?>;

/// <summary>One load: what it is called in figures, and where it stood a second ago.</summary>
internal sealed class ExportedLoad(LoadResult planned, Tag[] tags, Tag[] server, TimeProvider time)
{
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<(string Query, string? Error, QueryOutcome Outcome), Tag[]> _counted = new();
    private readonly ConcurrentDictionary<(string Query, string? Error), (Tag[] Scheduled, Tag[] Service)> _timed = new();
    private SeriesLine? _second;
    private long _told = time.GetTimestamp();

    /// <summary>When it began, by the wall clock.</summary>
    public DateTimeOffset StartedAt { get; } = planned.StartedAt!.Value;

    public Tag[] Tags => tags;

    /// <summary>The server that it asks.</summary>
    public Tag[] Server => server;

    /// <summary>Whether it was told of in the last seconds; of one that is over nothing is observed.</summary>
    public bool IsCurrent => time.GetElapsedTime(Interlocked.Read(ref _told)) < Old;

    public int? InFlight => _second?.InFlight;

    public double? ClientCpu => _second?.ClientCpu / 100;

    public long? ClientMemory => _second?.ClientMemory;

    public long? ServerMemory => _second?.ServerMemory;

    /// <summary>How long after its beginning it is now, in milliseconds.</summary>
    public double NowMs => (time.GetUtcNow() - StartedAt).TotalMilliseconds;

    public void Told(SeriesLine second)
    {
        _second = second;
        Interlocked.Exchange(ref _told, time.GetTimestamp());
    }

    /// <summary>With what a query is counted.</summary>
    public Tag[] Counted(JournalLine query, string? error) => _counted.GetOrAdd(
        (query.Query, error, query.Outcome),
        key =>
        [
            .. tags, new(ScenarioTags.Query, key.Query),
            .. key.Error is null ? [] : new Tag[] { new(ScenarioTags.Error, key.Error), new(ScenarioTags.Outcome, Words(key.Outcome)) },
        ]);

    /// <summary>With what its latencies are recorded.</summary>
    public (Tag[] Scheduled, Tag[] Service) Timed(JournalLine query, string? error) => _timed.GetOrAdd(
        (query.Query, error),
        key =>
        {
            Tag[] of = [new(ScenarioTags.Query, key.Query), .. key.Error is null ? [] : new Tag[] { new(ScenarioTags.Error, key.Error) }];
            return ([.. tags, .. of], [.. tags, .. server, .. of]);
        });

    private static string Words(QueryOutcome outcome) => outcome switch
    {
        QueryOutcome.TimedOut => "timed out",
        QueryOutcome.Unfinished => "unfinished",
        QueryOutcome.NeverStarted => "never started",
        _ => "failed",
    };
}
