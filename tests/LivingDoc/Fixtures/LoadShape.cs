using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>How a simulated load behaves.</summary>
internal sealed record LoadShape
{
    public required string Query { get; init; }

    public string Model { get; init; } = "open";

    public int Clients { get; init; } = 1;

    public required double IntervalMs { get; init; }

    public double StatedSeconds { get; init; } = 1800;

    public double Seconds { get; init; } = 15;

    public double MedianMs { get; init; } = 20;

    /// <summary>From this share of the load on, every second query fails for a tenth of the load.</summary>
    public double? FailuresFrom { get; init; }

    /// <summary>The share of the load at which the service is paused for five seconds.</summary>
    public double? PauseAt { get; init; }

    public double MemoryBytes { get; init; } = 210e6;

    public double MemoryGrowthPerHour { get; init; } = 4e6;

    public double? ServerMemoryBytes { get; init; }

    public int Seed { get; init; } = 1;
}
