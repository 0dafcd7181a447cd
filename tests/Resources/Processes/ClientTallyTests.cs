using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Processes;

namespace SparkLoad.Resources.Tests.Processes;

internal sealed class ClientTallyTests
{
    private const long Mebibyte = 1024 * 1024;

    [Test]
    public void Result_MemoryThatRoseAndFell_HasThePeakWithinTheLoad()
    {
        var tally = new ClientTally(Reading(resident: 100), samplesPerSecond: 4);
        tally.Add(Seconds(0.25), Reading(resident: 700));
        var final = Reading(resident: 200);
        tally.Add(Seconds(0.5), final);

        var result = tally.Result(final, answeredQueries: 1, idleCpuMsPerSecond: 3);

        result.PeakMemoryBytes.ShouldBe(700 * Mebibyte);
        result.StartMemoryBytes.ShouldBe(100 * Mebibyte);
        result.MemorySamples.ShouldBe(3);
        result.LongestSampleGapMs.ShouldBe(250);
        result.IdleCpuMsPerSecond.ShouldBe(3);
    }

    [Test]
    public void Result_CpuOfTwoCores_IsDividedByQueriesAndKeepsWhatRanBeforeOut()
    {
        var tally = new ClientTally(Reading(cpu: 40), samplesPerSecond: 4);
        var final = Reading(cpu: 60);
        tally.Add(Seconds(10), final);

        tally.Result(final, answeredQueries: 100, null).CpuMs.ShouldBe(20_000);
        tally.Result(final, answeredQueries: 100, null).CpuMsPerQuery.ShouldBe(200);
        tally.Result(final, answeredQueries: 0, null).CpuMsPerQuery.ShouldBeNull();
        tally.Current.CpuPercentOfOneCore.ShouldBe(200);
    }

    [Test]
    public void Result_Collections_CountsEachUnderItsOldestGeneration()
    {
        var tally = new ClientTally(Reading() with { Collections = new GenerationCounts(10, 4, 1) }, samplesPerSecond: 4);
        var final = Reading() with { Collections = new GenerationCounts(20, 8, 2) };
        tally.Add(Seconds(1), final);

        tally.Result(final, 1, null).GcCollections.ShouldBe([6, 3, 1]);
    }

    [Test]
    public void Current_AfterManyLooks_HasTheRatesOfTheLastSecondOnly()
    {
        var tally = new ClientTally(Reading(), samplesPerSecond: 4);
        for (var quarter = 1; quarter <= 40; quarter++)
        {
            // Idle for nine seconds, then half a core and 1,000 bytes a second.
            var busy = Math.Max(0, quarter - 36) / 4.0;
            tally.Add(Seconds(quarter / 4.0), Reading(cpu: busy / 2) with { AllocatedBytes = (long)(busy * 1000) });
        }

        tally.Current.CpuPercentOfOneCore.ShouldBe(50, 1e-6);
        tally.Current.AllocatedBytesPerSecond.ShouldBe(1000, 1e-6);
    }

    [TestCase(9.9)]
    [TestCase(1)]
    public void MemoryGrowth_LoadUnderTenMinutes_IsNotGiven(double minutes)
    {
        var result = Leak(minutes, _ => 300);

        result.MemoryGrowthBytesPerHour.ShouldBeNull();
        result.MemoryGrowthInterval.ShouldBeNull();
    }

    [Test]
    public void MemoryGrowth_LeakUnderASawtooth_IsTheLeak()
    {
        var result = Leak(30, minute => 300 + (2 * minute) + (400 * (minute * 3 % 1)));

        result.MemoryGrowthBytesPerHour!.Value.ShouldBe(120 * Mebibyte, 0.02 * 120 * Mebibyte);
        result.MemoryGrowthInterval!.Low!.Value.ShouldBeGreaterThan(100 * Mebibyte);
        result.MemoryGrowthInterval.High!.Value.ShouldBeLessThan(140 * Mebibyte);
    }

    [Test]
    public void MemoryGrowth_RiseInTheFirstFiveMinutes_IsLeftOut()
    {
        var result = Leak(30, minute => Math.Min(minute, 5) * 500);

        result.MemoryGrowthBytesPerHour.ShouldBe(0);
        result.MemoryGrowthInterval!.High.ShouldBe(0);
    }

    [Test]
    public void MemoryGrowth_TenMinutes_HasAnInterval() =>
        Leak(10, minute => minute).MemoryGrowthInterval!.High.ShouldNotBeNull();

    private static SparkLoad.Results.ClientResources Leak(double minutes, Func<double, double> mebibytes)
    {
        var tally = new ClientTally(Reading((long)mebibytes(0)), samplesPerSecond: 4);
        ClientReading reading = default;
        for (var sample = 1; sample <= minutes * 240; sample++)
        {
            var minute = sample / 240.0;
            reading = Reading() with { Process = new ProcessReading(TimeSpan.Zero, (long)(mebibytes(minute) * Mebibyte), 1) };
            tally.Add(TimeSpan.FromMinutes(minute), reading);
        }

        return tally.Result(reading, 1, null);
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);

    private static ClientReading Reading(long resident = 1, double cpu = 0) =>
        new(new ProcessReading(Seconds(cpu), resident * Mebibyte, 1), 0, 0, TimeSpan.Zero, default);
}
