using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Recording;

/// <summary>What the scheduled latency is made of, in simulated time.</summary>
public sealed class LatencyPartsTests
{
    [Test]
    public async Task Parts_OfEveryAnsweredQuery_AreAllOfItsLatency()
    {
        var simulated = new Simulated { Late = at => at.Seconds % 2 == 0 ? Ms(3) : TimeSpan.Zero };
        var service = new SimulatedService(simulated.Time, asked => new Answer(Ms(100 + asked.N))
        {
            Moments = (Ms(20), Ms(60), Ms(25)),
            Error = asked.N % 10 == 9 ? "BROKEN" : null,
        });

        var load = (await simulated.RunAsync(Open(10, Seconds(20)), service)).ToResult();

        var (answered, others) = (simulated.Observer.Journal.Where(line => line.Outcome == QueryOutcome.Succeeded).ToArray(),
            simulated.Observer.Journal.Where(line => line.Outcome != QueryOutcome.Succeeded).ToArray());
        answered.Length.ShouldBe(180);
        answered.ShouldAllBe(line => Math.Abs(Sum(line.PartsMs!.Value) - (line.Ended!.Value - line.Planned)) < 0.0015);
        answered.ShouldAllBe(line => line.PartsMs!.Value.FirstMessage == 20 && line.PartsMs!.Value.FirstRows == 40);
        answered.ShouldAllBe(line => line.PartsMs!.Value.Streaming == 25 && line.OperationId == "operation q");
        others.ShouldAllBe(line => line.PartsMs == null);
        var parts = load.PartsMs.ShouldNotBeNull();
        parts.FirstMessage.Count.ShouldBe(179, "the first query of the session stands apart");
        parts.FirstRows.Percentiles["99"]!.Value.ShouldBe(40, 0.04);
        parts.DispatchDelay.Max.ShouldBe(3);
        parts.Decoding.Max.ShouldBe(100 + 198 - 60 - 25);
        LatencyDistribution[] all = [parts.DispatchDelay, parts.FirstMessage, parts.FirstRows, parts.Streaming, parts.Decoding];
        all.Sum(part => part.Mean!.Value).ShouldBe(
            answered.Where(line => !line.First).Average(line => line.Ended!.Value - line.Planned), 0.01);
    }

    [Test]
    public async Task Slowest_OfALoad_AreFiveAnsweredOnesInTheirOrder()
    {
        var simulated = new Simulated();
        double[] slow = [900, 700, 950, 700, 800, 600, 650];
        var service = new SimulatedService(simulated.Time, asked => new Answer(Ms(asked.N is > 10 and < 18 ? slow[asked.N - 11] : 10))
        {
            Moments = (Ms(5), null, TimeSpan.Zero),
            Error = asked.N == 40 ? "BROKEN" : null,
        });

        var load = (await simulated.RunAsync(Open(10, Seconds(10)), service)).ToResult();

        load.Slowest.Select(query => (query.N, query.ScheduledMs)).ShouldBe([(13, 950), (11, 900), (15, 800), (12, 700), (14, 700)]);
        load.Slowest.ShouldAllBe(query => query.PartsMs!.Value == new LatencyParts(0, 5, query.ScheduledMs - 5, 0, 0));
        load.Slowest[0].PlannedMs.ShouldBe(1300);
        simulated.Observer.Series.Select(second => second.PartsMs?.FirstRows).Max().ShouldNotBeNull().ShouldBeGreaterThan(100);
    }

    [Test]
    public async Task Parts_OfAClientThatDoesNotTell_AreAbsent()
    {
        var simulated = new Simulated();

        var load = (await simulated.RunAsync(Open(10, Seconds(5)), new SimulatedService(simulated.Time, Ms(30)))).ToResult();

        load.PartsMs.ShouldBeNull();
        load.Slowest.Count.ShouldBe(5);
        load.Slowest.ShouldAllBe(query => query.PartsMs == null && query.OperationId == null);
        simulated.Observer.Series.ShouldAllBe(second => second.PartsMs == null);
    }

    private static double Sum(LatencyParts parts) =>
        parts.DispatchDelay + parts.FirstMessage + parts.FirstRows + parts.Streaming + parts.Decoding;
}
