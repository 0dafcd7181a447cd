namespace SparkLoad.LoadEngine.Criteria;

/// <summary>What a threshold counts in; thresholds and measured figures are kept in the unit that stands here.</summary>
internal enum Unit
{
    /// <summary>Queries, rows, retries: a bare number.</summary>
    Count,

    /// <summary>A share from 0 to 1, written in percent.</summary>
    Ratio,

    /// <summary>Queries per second.</summary>
    Rate,

    /// <summary>Milliseconds.</summary>
    Time,

    /// <summary>Bytes.</summary>
    Memory,

    /// <summary>Bytes per hour.</summary>
    Growth,

    /// <summary>One side's figure divided by the other's.</summary>
    Times,
}
