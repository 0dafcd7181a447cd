namespace SparkLoad.LoadEngine.Recording;

/// <summary>
/// The latencies of the queries that were under way while the generator stood still: what is left without them is the service's. A pause is
/// known only when it is over, so queries that ended since the last look wait for the next one.
/// </summary>
internal sealed class DisturbedQueries(GeneratorPauses pauses, OnTimeTally starts)
{
    private readonly List<QueryEnd> _sinceLook = [];

    public LatencyCounts Scheduled { get; } = new();

    public LatencyCounts Service { get; } = new();

    /// <summary>Sessions whose first query was disturbed.</summary>
    public HashSet<int> FirstQueries { get; } = [];

    /// <summary>Those of them that started on time.</summary>
    public long OnTime { get; private set; }

    public long Count { get; private set; }

    /// <summary>Those of them without a complete answer.</summary>
    public long Failed { get; private set; }

    public void Record(in QueryEnd end)
    {
        if (pauses.Touch(end.Planned, end.Over))
        {
            Add(end);
        }
        else
        {
            _sinceLook.Add(end);
        }
    }

    /// <summary>The generator has looked at itself.</summary>
    /// <param name="pause">The pause that it found, or null.</param>
    public void Looked((long From, long To)? pause)
    {
        if (pause is { } found)
        {
            foreach (var end in _sinceLook)
            {
                if (end.Planned < found.To && end.Over > found.From)
                {
                    Add(end);
                }
            }
        }

        _sinceLook.Clear();
    }

    private void Add(in QueryEnd end)
    {
        Count++;
        Failed += end.Succeeded ? 0 : 1;
        OnTime += starts.IsOnTime(end) ? 1 : 0;
        if (end.First)
        {
            FirstQueries.Add(end.Client);
            return;
        }

        Scheduled.Record(end.ScheduledMicros);
        Service.Record(end.ServiceMicros);
    }
}
