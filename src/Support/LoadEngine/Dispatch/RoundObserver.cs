using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>
/// Tells of a round as of a part of its side's load: that load begins once, its queries are numbered through, and their times count from
/// its beginning by the clock on the wall, so that the other side's turns are gaps.
/// </summary>
/// <param name="observer">Who is told.</param>
/// <param name="whole">The load of all rounds.</param>
/// <param name="round">How long this round is, and which: the rounds before it count as elapsed.</param>
/// <param name="firstQuery">Number of its first query.</param>
/// <param name="beganAt">Told when the round begins.</param>
/// <param name="begun">When the load began; null while it has not.</param>
internal sealed class RoundObserver(
    ILoadObserver observer, LoadPlan whole, (TimeSpan Length, int Number) round, long firstQuery, Action<DateTimeOffset> beganAt,
    Func<DateTimeOffset?> begun) : ILoadObserver
{
    private double _offsetMs;

    public string Scenario => observer.Scenario;

    public CancellationToken Broken => observer.Broken;

    public void LoadBegins(LoadResult planned)
    {
        var isFirst = begun() is null;
        beganAt(planned.StartedAt!.Value);
        _offsetMs = (planned.StartedAt.Value - begun()!.Value).TotalMilliseconds;
        if (isFirst)
        {
            observer.LoadBegins(planned with
            {
                StatedDurationMs = whole.StatedDuration.TotalMilliseconds,
                DurationMs = whole.Duration.TotalMilliseconds,
                Planned = (long)(planned.Planned * (whole.Duration / round.Length)),
            });
        }
    }

    public void QueryEnded(JournalLine line) => observer.QueryEnded(line.Warmup
        ? line
        : line with
        {
            N = line.N + firstQuery,
            Planned = Later(line.Planned)!.Value,
            Started = Later(line.Started),
            Ended = Later(line.Ended),
        });

    public void SecondEnded(SeriesLine line, LoadProgress progress) =>
        observer.SecondEnded(
            line with { T = Math.Round(line.T + (_offsetMs / 1000), 3) },
            progress with { Elapsed = progress.Elapsed + (round.Length * round.Number), Duration = whole.Duration });

    public void ThrowIfBroken() => observer.ThrowIfBroken();

    private double? Later(double? milliseconds) => milliseconds is { } value ? Math.Round(value + _offsetMs, 3) : null;
}
