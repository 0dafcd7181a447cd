using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Shapes;

public sealed class OpenLoadTests
{
    [Test]
    public async Task OpenLoad_OncePerSecondForHalfAnHour_PlansAndStarts1800()
    {
        var simulated = new Simulated();
        var measured = await simulated.RunAsync(Open(1, TimeSpan.FromMinutes(30)), new SimulatedService(simulated.Time, Ms(40)));

        var result = measured.ToResult();
        result.Planned.ShouldBe(1800);
        result.Started.ShouldBe(1800);
        result.Succeeded.ShouldBe(1800);
        result.ThroughputPerSecond.ShouldBe(1);
        result.StartedOnTimeRatio.ShouldBe(1);
        result.FirstQueryMs.ShouldBe([40]);
        result.LatencyMs.Scheduled.Count.ShouldBe(1799);
        result.LatencyMs.Scheduled.Percentiles["95"].ShouldBe(40);
        result.LatencyMs.Scheduled.Max.ShouldBe(40);
        simulated.Observer.Journal.Count.ShouldBe(1800);
        simulated.Observer.Journal.Select(line => line.Planned).ShouldBe(Enumerable.Range(0, 1800).Select(n => n * 1000.0));
    }

    [Test]
    public async Task OpenLoad_WhenTheServiceStops_StartsOnAllTheSame()
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, Ms(10)) { Stopped = (Seconds(10), Seconds(11.4)) };
        var result = (await simulated.RunAsync(Open(20, Seconds(30)), service)).ToResult();

        result.StartedOnTimeRatio.ShouldBe(1);
        result.LatencyMs.DispatchDelay.Max.ShouldBe(0);
        result.LatencyMs.Service.Max!.Value.ShouldBe(1410, 1.5);
        result.LatencyMs.Scheduled.Max.ShouldBe(result.LatencyMs.Service.Max);
    }

    [Test]
    public async Task OpenLoad_BeyondTheLimitInFlight_NeverStartsAndNeverPasses()
    {
        var simulated = new Simulated();
        var plan = Open(10, Seconds(10)) with { MaxInFlight = 5, QueryTimeout = Seconds(300), DrainLimit = Seconds(300) };
        var result = (await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Seconds(100)))).ToResult();

        result.Planned.ShouldBe(100);
        result.Started.ShouldBe(5);
        result.NeverStarted.ShouldBe(95);
        result.LatencyMs.Scheduled.Percentiles["50"].ShouldBeNull();
        result.LatencyMs.Scheduled.Max.ShouldBeNull();
        result.StartedOnTimeRatio.ShouldBe(0.05);
        result.Generator!.LateStarts.ShouldBe(0);
    }

    [Test]
    public async Task Interruptions_OfAnswersFailuresAndTimeOuts_AreCountedAndTimed()
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, asked => asked.N switch
        {
            3 => new Answer(Ms(300)) { Attempts = new(0, 1, 0, Ms(120)) },
            5 => new Answer(Ms(300)) { Attempts = new(1, 1, 1, Ms(200)), Error = "UNAVAILABLE" },
            7 => new Answer(Seconds(100)) { Attempts = new(2, 0, 0, Ms(900)) },
            _ => new Answer(Ms(10)),
        });
        var result = (await simulated.RunAsync(Open(10, Seconds(2)) with { QueryTimeout = Seconds(1) }, service)).ToResult();

        (result.Retries, result.Reattaches, result.Resubmits).ShouldBe((3, 2, 1));
        result.Interrupted.ShouldBe(new InterruptedResult(Queries: 3, TotalMs: 1220, LongestMs: 900));
        var lines = simulated.Observer.Journal.Where(line => line.InterruptedMs > 0).OrderBy(line => line.N);
        lines.Select(line => (line.N, line.Outcome, line.Retries, line.Reattaches, line.Resubmits, line.InterruptedMs)).ShouldBe(
        [
            (3, QueryOutcome.Succeeded, 0, 1, 0, 120), (5, QueryOutcome.Failed, 1, 1, 1, 200), (7, QueryOutcome.TimedOut, 2, 0, 0, 900),
        ]);
    }

    [Test]
    public async Task Load_WithoutInterruptions_NamesNone()
    {
        var simulated = new Simulated();
        var result = (await simulated.RunAsync(Open(10, Seconds(2)), new SimulatedService(simulated.Time, Ms(10)))).ToResult();

        result.Interrupted.ShouldBeNull();
    }

    [Test]
    public async Task OpenLoad_WhenOnlyTheFirstStartIsLate_NamesItsDelayAsTheWorst()
    {
        var simulated = new Simulated { Late = at => at < Seconds(0.3) ? Seconds(0.3) - at : TimeSpan.Zero };
        var load = await simulated.RunAsync(Open(1, Seconds(20)), new SimulatedService(simulated.Time, Ms(1)));

        GeneratorHealth.Of(load, onTimeThreshold: 0.99).Bottleneck.ShouldBe(
            "the generator started 5% of the queries more than 100 ms late (up to 300 ms)");
    }

    [Test]
    public async Task OpenLoad_WhenTheGeneratorIsLate_CatchesUpInOrderAndDropsNothing()
    {
        // The generator is paused from 2.0 s to 2.5 s.
        var simulated = new Simulated { Late = at => at > Seconds(2) && at < Seconds(2.5) ? Seconds(2.5) - at : TimeSpan.Zero };
        var result = (await simulated.RunAsync(Open(100, Seconds(5)), new SimulatedService(simulated.Time, Ms(1)))).ToResult();

        result.Planned.ShouldBe(500);
        result.Succeeded.ShouldBe(500);
        result.LatencyMs.DispatchDelay.Max!.Value.ShouldBe(490, 1);
        result.Generator!.LateStarts.ShouldBe(49);
        simulated.Observer.Journal.Select(line => line.N).ShouldBeInOrder();
    }

    [Test]
    public async Task OpenLoad_WhenAQueryTakesTooLong_InterruptsAndCountsItAsTimedOut()
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, asked => new Answer(asked.N == 3 ? Seconds(200) : Ms(5)));
        var result = (await simulated.RunAsync(Open(1, Seconds(100)), service)).ToResult();

        result.TimedOut.ShouldBe(1);
        result.Succeeded.ShouldBe(99);
        simulated.Observer.Journal.Single(line => line.Outcome == QueryOutcome.TimedOut).Ended.ShouldBe(63_000);
        result.LatencyMs.Scheduled.Percentiles["99"].ShouldBeNull();
        result.LatencyMs.Scheduled.Percentiles["95"].ShouldBe(5);
        result.LatencyMs.Scheduled.Mean.ShouldBeNull();
    }

    [Test]
    public async Task OpenLoad_WhenTheDrainIsOver_CountsTheRestAsUnfinished()
    {
        var simulated = new Simulated();
        var plan = Open(1, Seconds(10)) with { DrainLimit = Seconds(5) };
        var service = new SimulatedService(simulated.Time, asked => new Answer(asked.At > Seconds(8.5) ? Seconds(40) : Ms(5)));
        var result = (await simulated.RunAsync(plan, service)).ToResult();

        result.Unfinished.ShouldBe(1);
        result.Succeeded.ShouldBe(9);
        result.ThroughputPerSecond.ShouldBe(0.9);
    }

    [Test]
    public async Task OpenLoad_AnswersAfterTheDuration_AreNoThroughput()
    {
        var simulated = new Simulated();
        var result = (await simulated.RunAsync(Open(1, Seconds(10)), new SimulatedService(simulated.Time, Seconds(2.5)))).ToResult();

        result.Succeeded.ShouldBe(10);
        result.ThroughputPerSecond.ShouldBe(0.8);
    }
}
