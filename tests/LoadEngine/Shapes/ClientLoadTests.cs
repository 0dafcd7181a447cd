using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Shapes;

public sealed class ClientLoadTests
{
    [Test]
    public async Task ClientLoad_TwoClientsEveryTwoSeconds_AskTogetherEachWithItsOwnSession()
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, Ms(100));
        var result = (await simulated.RunAsync(OwnSchedules(2, Seconds(2), Seconds(60)), service)).ToResult();

        service.Opened.ShouldBe(2);
        service.Closed.ShouldBe(2);
        result.Planned.ShouldBe(60);
        result.Succeeded.ShouldBe(60);
        result.ThroughputPerSecond.ShouldBe(1);
        result.FirstQueryMs.ShouldBe([100, 100]);
        result.LatencyMs.Scheduled.Count.ShouldBe(58);
        simulated.Observer.Journal.GroupBy(line => line.Planned).ShouldAllBe(group => group.Count() == 2);
    }

    [Test]
    public async Task ClientLoad_Spread_LaysTheClientsApart()
    {
        var simulated = new Simulated();
        var plan = OwnSchedules(4, Seconds(2), Seconds(8), ClientPhase.Spread);
        await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Ms(1)));

        simulated.Observer.Journal.Select(line => line.Planned).Order().Take(5).ShouldBe([0, 500, 1000, 1500, 2000]);
    }

    [Test]
    public async Task ClientLoad_AfterASlowAnswer_CatchesUpAndBlamesTheServer()
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, asked => new Answer(asked.N == 10 ? Ms(1050) : Ms(10)));
        var result = (await simulated.RunAsync(OwnSchedules(1, Ms(100), Seconds(10)), service)).ToResult();

        result.Succeeded.ShouldBe(100);
        result.Generator!.LateStarts.ShouldBe(0);
        result.Generator.WaitedStarts.ShouldBeGreaterThan(9);
        result.LatencyMs.Service.Percentiles["90"]!.Value.ShouldBe(10, 0.01);
        // The query planned 100 ms after the slow one began waited 950 ms for it.
        simulated.Observer.Journal[11].Started.ShouldBe(2050);
        simulated.Observer.Journal[11].Planned.ShouldBe(1100);
    }

    [Test]
    public async Task ClientLoad_WhenTheClientNeverGetsFree_CountsTheRestAsNeverStarted()
    {
        var simulated = new Simulated();
        var plan = OwnSchedules(1, Seconds(1), Seconds(30)) with { DrainLimit = Seconds(9) };
        var result = (await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Seconds(5)))).ToResult();

        result.Planned.ShouldBe(30);
        result.Started.ShouldBe(8);
        result.Succeeded.ShouldBe(7);
        result.Unfinished.ShouldBe(1);
        result.NeverStarted.ShouldBe(22);
    }

    [Test]
    public async Task BackToBack_AsksAgainAtOnce_AndCountsNoSchedule()
    {
        var simulated = new Simulated();
        var result = (await simulated.RunAsync(BackToBack(2, Seconds(10)), new SimulatedService(simulated.Time, Ms(100)))).ToResult();

        result.Planned.ShouldBe(200);
        result.StartedOnTimeRatio.ShouldBeNull();
        result.LatencyMs.DispatchDelay.Max.ShouldBe(0);
    }

    [Test]
    public async Task BackToBack_WithAPause_WaitsAfterEachAnswer()
    {
        var simulated = new Simulated();
        var plan = BackToBack(1, Seconds(10), pause: Ms(400));
        var result = (await simulated.RunAsync(plan, new SimulatedService(simulated.Time, Ms(100)))).ToResult();

        result.Planned.ShouldBe(20);
    }

    [Test]
    public async Task WarmUp_IsShownApart_AndTakesTheSessionsFirstQuery()
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, asked => new Answer(asked.N == 0 ? Ms(900) : Ms(10)));
        var plan = BackToBack(1, Seconds(20)) with { WarmUp = Seconds(10) };
        var result = (await simulated.RunAsync(plan, service)).ToResult();

        result.Warmup.ShouldNotBeNull().Queries.ShouldBe(911);
        result.FirstQueryMs.ShouldBe([900]);
        result.Planned.ShouldBe(2000);
        result.LatencyMs.Scheduled.Count.ShouldBe(2000);
        result.LatencyMs.Scheduled.Max.ShouldBe(10);
        simulated.Observer.Journal.Count(line => line.Warmup).ShouldBe(911);
        simulated.Observer.Series.Count.ShouldBe(21);
    }
}
