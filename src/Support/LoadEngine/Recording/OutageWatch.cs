using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>
/// The time in which the server was gone because the scenario killed it: from then to the first answer of the one that was started again.
/// Times in ticks since the load began.
/// </summary>
internal sealed class OutageWatch
{
    private readonly List<(long From, long Until)> _unanswered = [];
    private long? _goes;
    private long? _starts;
    private long? _answers;
    private long? _isBack;

    /// <summary>Why the server did not come back; null where it did, or is about to.</summary>
    public string? StaysAwayBecause { get; private set; }

    /// <summary>From the end of the server to the first answer after it; null where there was none.</summary>
    public TimeSpan? Length => _answers - _goes is { } ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>When the server was killed.</summary>
    public TimeSpan? Begins => _goes is { } ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>The server was killed while the load lasted.</summary>
    /// <param name="load">How long it lasted.</param>
    public bool HappenedWithin(TimeSpan load) => _goes < load.Ticks;

    /// <summary>Why nothing is known of the new server, whose start outlasted the load; null where something is.</summary>
    /// <param name="load">How long the load lasted.</param>
    public string? OutlastsBecause(TimeSpan load) =>
        Length is null && StaysAwayBecause is null && !(_isBack < load.Ticks)
            ? $"the load ended {DurationText.Of(load - Begins!.Value)} after the server was killed, and the one that was started again "
                + "was not ready by then"
            : null;

    /// <summary>Queries without an answer that were at no time under way during the outage.</summary>
    public long Outside => _unanswered.LongCount(query => !(query.Until >= _goes && query.From <= (_answers ?? long.MaxValue)));

    /// <summary>The others without an answer.</summary>
    public long Within => _unanswered.Count - Outside;

    public void Goes(long now) => _goes = now;

    public void Starts(long now) => _starts = now;

    public void IsBack(long now) => _isBack = now;

    public void StaysAway(string because) => StaysAwayBecause = because;

    public void Record(in QueryEnd end)
    {
        if (!end.Succeeded)
        {
            _unanswered.Add((end.Started ?? end.Planned, end.Over));
        }
        else if (end.Ended >= _starts)
        {
            _answers = Math.Min(_answers ?? long.MaxValue, end.Ended.Value);
        }
    }
}
