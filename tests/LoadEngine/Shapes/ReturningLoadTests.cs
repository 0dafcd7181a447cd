using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Simulation;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Shapes;

public sealed class ReturningLoadTests
{
    [TestCase(1)]
    [TestCase(1 / 10.0)]
    public async Task Clients_ThatComeBack_AskWithinTheFirstAndTheLastQuarter(double scale)
    {
        var simulated = new Simulated();
        var service = new SimulatedService(simulated.Time, Ms(10));
        var plan = Returning(4, Seconds(400)) with { Scale = DurationScale.Of(scale) };

        var result = (await simulated.RunAsync(plan, service)).ToResult();

        simulated.Observer.Journal.Select(line => (line.Client, line.Planned)).ShouldBe(
        [
            (0, 0), (1, 25_000 * scale), (2, 50_000 * scale), (3, 75_000 * scale),
            (0, 300_000 * scale), (1, 325_000 * scale), (2, 350_000 * scale), (3, 375_000 * scale),
        ]);
        (service.Opened, service.Closed, result.Planned, result.Succeeded).ShouldBe((4, 4, 8, 8));
        result.LatencyMs.Scheduled.Count.ShouldBe(4, "the first query of each session is told apart");
    }

    [Test]
    public async Task Clients_ThatComeBack_AskEightAtATime()
    {
        var simulated = new Simulated();
        var (under, most) = (0, 0);
        var service = new SimulatedService(simulated.Time, _ =>
        {
            var asked = simulated.Observer.Journal.Count;
            most = Math.Max(most, ++under - asked);
            return new Answer(Seconds(3));
        });

        var result = (await simulated.RunAsync(Returning(40, Seconds(20)), service)).ToResult();

        (most, result.Planned, result.Succeeded, result.Generator!.LateStarts).ShouldBe((8, 80, 80, 0));
        result.Generator.WaitedStarts.ShouldBeGreaterThan(60);
    }

    [Test]
    public void Clients_ThatComeBack_AreNoLoadForRounds() => Returning(4, Seconds(10)).Validated().Shape.IsSteady.ShouldBeFalse();
}
