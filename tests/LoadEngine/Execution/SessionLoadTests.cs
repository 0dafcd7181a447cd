using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Execution;

/// <summary>A load whose every query has a session of its own.</summary>
public sealed class SessionLoadTests
{
    private static readonly LoadPlan Each = Open(10, Seconds(5)) with { Asking = new SessionEach() };

    [Test]
    public async Task Session_OfEachQuery_IsOpenedAndReleased()
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, Ms(20));

        var result = (await simulated.RunAsync(Each, service)).ToResult();

        (service.Opened, service.Closed, result.Succeeded).ShouldBe((50, 50, 50));
        result.Plan["asked for"].ShouldBe("the answer, each in a session that is opened for it and released");
        // Each query is the first of its session; only the load's own first one is told apart.
        (result.FirstQueryMs.Count, result.LatencyMs.Scheduled.Count).ShouldBe((1, 49));
    }

    [Test]
    public async Task Session_ThatDoesNotOpenOrIsNotReleased_FailsItsQuery()
    {
        var simulated = new Simulated();
        var closed = new SimulatedService(simulated.Time, Ms(20)) { Refuses = n => n % 5 == 4 ? "The server is full." : null };
        var kept = new SimulatedService(simulated.Time, Ms(20)) { KeepsSessions = true };
        var broken = new SimulatedService(simulated.Time, _ => new Answer(Ms(5)) { Error = "BROKEN" });

        var refused = await simulated.RunAsync(Each, closed);
        var unreleased = (await simulated.RunAsync(Each, kept)).ToResult();
        await simulated.RunAsync(Each, broken);

        refused.Errors.ShouldBe([new ErrorCount("SESSION_NOT_OPENED", null, "The server is full.", 10)]);
        var result = refused.ToResult();
        (result.Planned, result.Succeeded, result.Failed).ShouldBe((50, 40, 10));
        (unreleased.Planned, unreleased.Failed).ShouldBe((50, 50));
        (broken.Opened, broken.Closed).ShouldBe((50, 50), "a session whose query fails is closed too");
    }
}
