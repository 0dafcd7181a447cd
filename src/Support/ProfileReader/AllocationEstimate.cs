using SparkLoad.Results;

namespace SparkLoad.ProfileReader;

/// <summary>What was allocated, from the objects that the runtime's sampling picked.</summary>
internal static class AllocationEstimate
{
    private const int MostTypes = 15;
    private const int LongestName = 160;

    // Each allocated byte is picked with the probability 1 in 102,400, and its object with it (.NET: "Randomized Allocation Sampling").
    private const double BytesPerSample = 102_400;

    public static AllocationProfile Of(IReadOnlyList<SampledObject> sampled)
    {
        var types = sampled
            .GroupBy(one => one.Type)
            .Select(type => new AllocatedType(Name(type.Key), (long)type.Sum(StandsFor), type.Count()))
            .OrderByDescending(type => type.Bytes).ThenBy(type => type.Type, StringComparer.Ordinal)
            .ToList();
        return new AllocationProfile(types.Sum(type => type.Bytes), sampled.Count, [.. types.Take(MostTypes)]);
    }

    /// <summary>Bytes for which one picked object stands: its size over the probability that one of its bytes was picked.</summary>
    internal static double StandsFor(SampledObject one) =>
        one.Bytes <= 0 ? 0 : one.Bytes / -Expm1(one.Bytes * Math.Log(1 - (1 / BytesPerSample)));

    // e^x - 1 without cancellation near 0, where small objects are.
    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;

    private static string Name(string type) => type.Length switch
    {
        0 => "unknown",
        <= LongestName => type,
        _ => string.Concat(type.AsSpan(0, LongestName - 1), "…"),
    };
}
