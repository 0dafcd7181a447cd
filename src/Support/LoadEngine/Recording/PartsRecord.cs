using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>What the latency of a load's answered queries is made of, and which of them were the slowest.</summary>
internal sealed class PartsRecord
{
    private const int MostSlow = 5;

    private readonly List<QueryEnd> _slowest = new(MostSlow + 1);

    public LatencyCounts Dispatch { get; } = new();

    public LatencyCounts FirstMessage { get; } = new();

    public LatencyCounts FirstRows { get; } = new();

    public LatencyCounts Streaming { get; } = new();

    public LatencyCounts Decoding { get; } = new();

    /// <summary>Slowest first; of two alike the earlier.</summary>
    public IReadOnlyList<QueryEnd> Slowest => _slowest;

    public void Record(in QueryEnd end)
    {
        if (end.ScheduledMicros is not { } scheduled || end.Answer.ToCancel is not null)
        {
            return;
        }

        if (end.Parts is { } parts)
        {
            Dispatch.Record(end.DispatchMicros!.Value);
            FirstMessage.Record(parts.FirstMessage);
            FirstRows.Record(parts.FirstRows);
            Streaming.Record(parts.Streaming);
            Decoding.Record(parts.Decoding);
        }

        if (_slowest.Count < MostSlow || scheduled > _slowest[^1].ScheduledMicros)
        {
            Insert(end, scheduled);
        }
    }

    private void Insert(in QueryEnd end, long scheduled)
    {
        var place = _slowest.Count;
        while (place > 0 && _slowest[place - 1].ScheduledMicros < scheduled)
        {
            place--;
        }

        _slowest.Insert(place, end);
        if (_slowest.Count > MostSlow)
        {
            _slowest.RemoveAt(MostSlow);
        }
    }
}
