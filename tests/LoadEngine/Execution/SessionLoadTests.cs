using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Execution;

/// <summary>Loads that open sessions while they run: one for each query, or one in place of another that is gone.</summary>
public sealed class SessionLoadTests
{
    private static readonly LoadPlan Each = Open(10, Seconds(5)) with { Asking = new SessionEach() };
    private static readonly LoadPlan Renewed = Open(10, Seconds(5)) with { RenewsSessions = true };

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

    [Test]
    public async Task Session_ThatIsGone_IsReplacedOnceAndAskedAgain()
    {
        var simulated = new Simulated();
        // Three queries are under way when the session goes, and all of them are told so.
        var service = new SimulatedService(
            simulated.Time, asked => asked.N is >= 10 and < 13 ? new Answer(Ms(250)) { Error = "GONE", EndsSession = true } : new(Ms(20)));

        var result = (await simulated.RunAsync(Renewed, service)).ToResult();

        (result.Succeeded, result.NewSessions, service.Opened, service.Closed).ShouldBe((50, 1, 2, 2));
        simulated.Observer.Journal.Count(line => line.NewSessions == 1).ShouldBe(1);
        result.Plan["a session that is gone"].ShouldBe("is replaced");
    }

    [Test]
    public async Task Session_ThatIsGone_WithoutBeingReplaced_FailsTheQuery()
    {
        var result = await FailedAsync(Open(10, Seconds(5)), new Answer(Ms(5)) { Error = "GONE", EndsSession = true });

        (result.Failed, result.NewSessions).ShouldBe((1, 0));
    }

    [Test]
    public async Task Query_WhoseOutcomeIsUnknown_IsNotAskedAgain()
    {
        var result = await FailedAsync(Renewed, new Answer(Ms(5)) { Error = "GONE", EndsSession = true, OutcomeUnknown = true });

        (result.Failed, result.NewSessions).ShouldBe((1, 1));
    }

    [Test]
    public async Task Session_ThatCannotBeReplaced_FailsQueriesUntilItCan()
    {
        var simulated = new Simulated();
        var service = new SimulatedService(
            simulated.Time, asked => asked.N is >= 10 and < 13 ? new Answer(Ms(5)) { Error = "GONE", EndsSession = true } : new(Ms(20)))
        {
            Refuses = n => n is 1 or 2 ? "The server is down." : null,
        };

        var result = await simulated.RunAsync(Renewed, service);

        result.Errors.ShouldBe([new ErrorCount("SESSION_NOT_OPENED", null, "The server is down.", 2)]);
        result.ToResult().NewSessions.ShouldBe(1);
    }

    private static async Task<LoadResult> FailedAsync(LoadPlan plan, Answer failure)
    {
        var simulated = new Simulated();
        return (await simulated.RunAsync(plan, new(simulated.Time, asked => asked.N == 10 ? failure : new(Ms(20))))).ToResult();
    }
}
