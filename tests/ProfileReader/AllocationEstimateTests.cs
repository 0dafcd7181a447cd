using NUnit.Framework;
using Shouldly;

namespace SparkLoad.ProfileReader.Tests;

internal sealed class AllocationEstimateTests
{
    // The runtime picks each byte with a probability of 1 in 102,400: a small object stands for that many bytes, a large one for itself.
    [TestCase(24, 102_412)]
    [TestCase(102_400, 161_994)]
    [TestCase(10_000_000, 10_000_000)]
    [TestCase(0, 0)]
    public void Allocation_PickedObject_StandsForItsShare(long bytes, double expected) =>
        AllocationEstimate.StandsFor(new SampledObject("T", bytes)).ShouldBe(expected, 1 + (expected * 1e-5));

    [Test]
    public void Allocation_ManyTypes_KeepsTheLargestAndCountsAll()
    {
        SampledObject[] sampled = [.. Enumerable.Range(0, 40)
            .SelectMany(type => Enumerable.Repeat(new SampledObject($"T{type:00}", 100), 40 - type))];

        var estimate = AllocationEstimate.Of(sampled);

        estimate.Types.Count.ShouldBe(15);
        estimate.Types[0].Type.ShouldBe("T00");
        estimate.Types[0].Samples.ShouldBe(40);
        estimate.Samples.ShouldBe(820);
        estimate.Bytes.ShouldBeGreaterThan(estimate.Types.Sum(type => type.Bytes));
    }
}
