using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>A planned query and how it ended. Times in ticks of 100 ns since the load began.</summary>
internal readonly record struct QueryEnd
{
    public required int Client { get; init; }

    public required long N { get; init; }

    public required QueryShare Share { get; init; }

    /// <summary>The row of its parameters; null where it has none.</summary>
    public int? Row { get; init; }

    public required long Planned { get; init; }

    /// <summary>Null where it was never started.</summary>
    public long? Started { get; init; }

    /// <summary>Null where it never ended.</summary>
    public long? Ended { get; init; }

    /// <summary>When it was given up, where it never ended.</summary>
    public long? GivenUp { get; init; }

    /// <summary>Until when it was planned or under way.</summary>
    public long Over => Ended ?? GivenUp ?? long.MaxValue;

    /// <summary>
    /// When the client's previous answer came, where it has one query at a time; the start had to wait for it if it was due before.
    /// </summary>
    public long? WaitedUntil { get; init; }

    public required QueryOutcome Outcome { get; init; }

    public QueryAnswer Answer { get; init; }

    public QueryError? Error { get; init; }

    /// <summary>First query of its session.</summary>
    public bool First { get; init; }

    public AskedQuery Asked => new(Share.Query, Row);

    public bool Succeeded => Outcome == QueryOutcome.Succeeded;

    /// <summary>What was tried to bring the answer, whether or not it came.</summary>
    public Attempts Attempts => Answer.Attempts;

    /// <summary>Actual minus planned start, never negative; null where it was never started.</summary>
    public long? DispatchMicros => Started is { } started ? Math.Max(0, started - Planned) / 10 : null;

    /// <summary>From the actual start; null (+∞) where there was no complete answer.</summary>
    public long? ServiceMicros => Succeeded ? Math.Max(0, Ended!.Value - Started!.Value) / 10 : null;

    /// <summary>From the planned start: dispatch delay and service latency together.</summary>
    public long? ScheduledMicros => DispatchMicros + ServiceMicros;

    /// <summary>Of a whole answer; null where there was none, or its client does not tell.</summary>
    public ServiceParts? Parts { get; init; }

    /// <summary>The scheduled latency taken apart, in milliseconds; null as <see cref="Parts"/>.</summary>
    public LatencyParts? PartsMs => Parts is { } parts
        ? new(
            DispatchMicros!.Value / 1000.0, parts.FirstMessage / 1000.0, parts.FirstRows / 1000.0, parts.Streaming / 1000.0,
            parts.Decoding / 1000.0)
        : null;

    /// <summary>As it stands in the journal.</summary>
    public JournalLine ToJournal(string scenario, LoadPlan plan, bool warmUp) => new()
    {
        Scenario = scenario,
        Load = plan.Name,
        Query = Share.Query,
        Asked = plan.Asking.For,
        ParameterRow = Row,
        Client = Client,
        N = N,
        Planned = Milliseconds(Planned),
        Started = Started is { } started ? Milliseconds(started) : null,
        Ended = Ended is { } ended ? Milliseconds(ended) : null,
        Outcome = Outcome,
        Rows = Succeeded && plan.Asking.WithoutRows is null ? Answer.Rows : null,
        Bytes = Succeeded && Answer.Bytes > 0 ? Answer.Bytes : null,
        Error = Error?.Class,
        Retries = Attempts.Retries,
        Reattaches = Attempts.Reattaches,
        Resubmits = Attempts.Resubmits,
        InterruptedMs = Milliseconds(Attempts.Interrupted.Ticks),
        OperationId = Attempts.Timing.OperationId,
        PartsMs = PartsMs,
        ToCancelMs = Answer.ToCancel is { } toCancel ? Milliseconds(toCancel.Ticks) : null,
        First = First,
        Warmup = warmUp,
    };

    /// <summary>As results show it where it is one of the slowest.</summary>
    public SlowQuery ToSlowQuery() => new(
        N, Share.Query, Row, Milliseconds(Planned), ScheduledMicros!.Value / 1000.0, Attempts.Timing.OperationId, PartsMs);

    private static double Milliseconds(long ticks) => Math.Round(ticks / 10_000.0, 3);
}
