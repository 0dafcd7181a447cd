namespace SparkLoad.LoadEngine.Recording;

/// <summary>From which start a latency counts.</summary>
internal enum LatencyKind
{
    Scheduled,
    Service,
}

/// <summary>What a set of latencies is reduced to.</summary>
internal enum LatencyStatistic
{
    Percentile,
    Mean,
    Maximum,
}

/// <param name="Kind">From the planned or from the actual start.</param>
/// <param name="Statistic">What is computed.</param>
/// <param name="Percentile">Above 0 and below 1; of a percentile only.</param>
internal readonly record struct LatencyFigure(LatencyKind Kind, LatencyStatistic Statistic, decimal Percentile = 0);

/// <summary>A latency figure of every window of the load.</summary>
/// <param name="Figure">What is computed in each window.</param>
/// <param name="Length">The window's length; queries belong to it by their planned start.</param>
internal readonly record struct WindowFigure(LatencyFigure Figure, TimeSpan Length);
