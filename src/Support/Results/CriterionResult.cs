namespace SparkLoad.Results;

/// <summary>One row of the criteria table, judged.</summary>
public sealed record CriterionResult
{
    /// <summary>Stable name of the measure, for example <c>latency.scheduled.p95</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the load that is judged, or null where the scenario has only one.</summary>
    public string? Load { get; init; }

    /// <summary>The measure as the feature writes it.</summary>
    public required string Measure { get; init; }

    /// <summary>The expectation as the feature writes it.</summary>
    public required string MustBe { get; init; }

    /// <summary><c>under</c>, <c>above</c>, <c>atLeast</c>, <c>atMost</c>, <c>exactly</c>, <c>none</c> or <c>all</c>.</summary>
    public required string Comparison { get; init; }

    public required double Threshold { get; init; }

    /// <summary>
    /// Unit of threshold, measured and interval: <c>ms</c>, <c>bytes</c>, <c>queries/s</c>, <c>ratio</c>, <c>queries</c>, …
    /// </summary>
    public required string Unit { get; init; }

    /// <summary>Null where nothing finite was measured; the text says why.</summary>
    public double? Measured { get; init; }

    public required string MeasuredText { get; init; }

    /// <summary>Share of the threshold, positive where there is room.</summary>
    public double? Margin { get; init; }

    public Interval? Interval { get; init; }

    /// <summary>The threshold lies inside the interval.</summary>
    public bool Close { get; init; }

    public required CriterionVerdict Verdict { get; init; }

    /// <summary>Why the row is not met, not told, or not judged; or what a reader should know.</summary>
    public string? Note { get; init; }
}
