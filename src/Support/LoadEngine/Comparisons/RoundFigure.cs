namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>What one side of one round tells of a measure.</summary>
/// <param name="Value">+∞ (or a throughput of 0) where it was not reached; NaN where the round is left out.</param>
internal readonly record struct RoundFigure(double Value)
{
    /// <summary>Queries without a complete answer in time, of all <see cref="Queries"/>.</summary>
    public long Failed { get; init; }

    /// <summary>Queries that the round planned.</summary>
    public long Queries { get; init; }

    /// <summary>In words, why the figure is the generator's rather than the side's; null for one that is the side's.</summary>
    public string? Disturbed { get; init; }

    public bool IsLeftOut => double.IsNaN(Value);
}
