using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Shapes;

public sealed class ScheduledLoadTests
{
    [Test]
    public void Schedule_OfThreePerSecondForADay_NeverDrifts()
    {
        var starts = Starts(Open(3, TimeSpan.FromHours(24)));
        starts.Count.ShouldBe(3 * 86_400);
        starts[3 * 86_399].ShouldBe(86_399 * TimeSpan.TicksPerSecond);
        starts[1].ShouldBe(3_333_333);
    }

    [Test]
    public void Schedule_OfOnePerMinute_StartsAtOnce() =>
        Starts(new LoadPlan("q", new OpenLoad(Rate.Every(Seconds(60)), Seconds(180)))).ShouldBe([0, 600_000_000, 1_200_000_000]);

    [Test]
    public void Poisson_WithTheSameSeed_IsTheSame_AndKeepsItsRate()
    {
        var plan = Open(50, Seconds(1000), ArrivalPattern.Poisson) with { Seed = 5 };
        var starts = Starts(plan);
        starts.ShouldBe(Starts(plan));
        starts.ShouldNotBe(Starts(plan with { Seed = 6 }));
        starts.Count.ShouldBeInRange(49_000, 51_000);
        // Gaps of a Poisson process: 1/e of them are longer than the mean.
        var gaps = starts.Zip(starts.Skip(1), (a, b) => (b - a) / 1e7);
        gaps.Count(gap => gap > 0.02).ShouldBeInRange((int)(starts.Count * 0.36), (int)(starts.Count * 0.376));
        starts.ShouldBeInOrder();
    }

    [Test]
    public void Stages_RampHoldSpikeAndReturn_StartAsManyAsTheirAreas()
    {
        var plan = Staged(
            Stage.Ramp(0, 20, Seconds(10)), Stage.Hold(20, Seconds(10)), Stage.Spike(100, Seconds(5)), Stage.Ramp(20, 0, Seconds(10)));
        var starts = Starts(plan);
        starts.Count.ShouldBe(100 + 200 + 500 + 100);
        starts.Count(start => start < 10e7).ShouldBe(100);
        starts.Count(start => start is >= 200_000_000 and < 250_000_000).ShouldBe(500);
        // By half of a ramp from nothing, a quarter of its queries are due.
        starts.Count(start => start < 5e7).ShouldBe(25);
        starts.ShouldBeInOrder();
    }

    [Test]
    public void Stages_Scaled_KeepTheirRates()
    {
        var plan = Staged(Stage.Hold(10, Seconds(60)), Stage.Hold(30, Seconds(60))) with { Scale = DurationScale.Of(0.5) };
        plan.Duration.ShouldBe(Seconds(60));
        var starts = Starts(plan);
        starts.Count.ShouldBe(300 + 900);
        starts.Count(start => start < 30e7).ShouldBe(300);
    }

    [Test]
    public void Stages_WithAPauseBetween_StartNothingInIt()
    {
        var starts = Starts(Staged(Stage.Hold(10, Seconds(10)), Stage.Hold(0, Seconds(10)), Stage.Hold(10, Seconds(10))));
        starts.Count.ShouldBe(200);
        starts.Count(start => start is >= 100_000_000 and < 200_000_000).ShouldBe(0);
    }

    [Test]
    public void Mix_ByWeight_IsDrawnBySeed()
    {
        var mix = new QueryMix(Open(1, Seconds(1)) with { Mix = [new("small", 3), new("large", 1)], Seed = 3 });
        var large = Enumerable.Range(0, 10_000).Count(n => mix.At(n).Query == "large");
        large.ShouldBeInRange(2400, 2600);
    }

    [TestCase(1800, 1.0 / 360, 5)]
    [TestCase(1800, 1.0 / 60, 30)]
    [TestCase(60, 1.0 / 360, 5)]
    [TestCase(4, 1.0 / 360, 4)]
    [TestCase(1800, 1, 1800)]
    public void Scale_OfADuration_NeverGoesBelow5SecondsUnlessStated(double stated, double factor, double scaled) =>
        DurationScale.Of(factor).Apply(Seconds(stated)).TotalSeconds.ShouldBe(scaled, 1e-6);

    [TestCase(0)]
    [TestCase(-0.5)]
    [TestCase(1.01)]
    [TestCase(double.NaN)]
    public void Scale_OutsideItsRange_IsRefused(double factor) =>
        Should.Throw<PlanException>(() => DurationScale.Of(factor)).Message.ShouldContain("above 0 and at most 1");

    private static List<long> Starts(LoadPlan plan)
    {
        var shape = (ScheduledLoad)plan.Validated().Shape;
        List<long> starts = [.. shape.Starts(0, plan.Duration, plan.EffectiveSeed)];
        shape.Planned(plan.Duration, plan.EffectiveSeed).ShouldBe(starts.Count);
        return starts;
    }
}
