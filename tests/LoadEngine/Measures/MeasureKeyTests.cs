using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Criteria;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Criteria.Measured;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Measures;

/// <summary>What readers of <c>results.json</c> rely on, and which loads a row may stand with.</summary>
public sealed class MeasureKeyTests
{
    [TestCase("failed queries", "none", "queries.failed")]
    [TestCase("throughput", "above 1 query per second", "throughput")]
    [TestCase("queries started on time", "at least 99%", "queries.startedOnTime")]
    [TestCase("rows per query", "every row", "rows")]
    [TestCase("answers", "equal to the reference", "answers")]
    [TestCase("first query latency", "under 1 second", "latency.first")]
    [TestCase("time to recover", "under 1 second", "recovery")]
    [TestCase("retries", "none", "queries.retries")]
    [TestCase("reattaches", "none", "queries.reattaches")]
    [TestCase("client CPU per query", "under 1 ms", "client.cpu.perQuery")]
    [TestCase("client memory", "under 5 GB", "client.memory.peak")]
    [TestCase("client memory growth", "under 5 GB per hour", "client.memory.growth")]
    [TestCase("server memory", "under 5 GB", "server.memory.peak")]
    [TestCase("server memory growth", "under 5 GB per hour", "server.memory.growth")]
    [TestCase("capacity", "at least 1 query per second", "capacity")]
    public void Row_InTheResults_HasTheKeyOfItsMeasure(string measure, string mustBe, string key) =>
        Row(OneMinute().Queries(100).Done(), measure, mustBe).Key.ShouldBe(key);

    private static readonly CriterionRow[] EachLoad = [new("failed queries", "none", "small"), new("failed queries", "none", "heavy")];

    [TestCase("failed queries", "none", false)]
    [TestCase("median latency", "under 1 second", false)]
    [TestCase("client memory", "under 5 GB", true)]
    [TestCase("server memory", "under 5 GB", true)]
    [TestCase("median latency compared with the baseline", "no slower", false)]
    public void Row_WithoutALoadAmongSeveral_StandsOnlyForWhatAllHaveInCommon(string measure, string mustBe, bool fits)
    {
        LoadPlan[] plans = [Open(10, Seconds(60)), Open(1, Seconds(60)) with { Name = "heavy" }];
        var criteria = CriteriaSet.Parse([new CriterionRow(measure, mustBe), .. EachLoad]);

        var check = () => criteria.ValidatedWith(plans);

        if (fits)
        {
            check.ShouldNotThrow();
        }
        else
        {
            check.ShouldThrow<CriterionFormatException>().Message.ShouldContain(
                "names no load; add a column \"load\" with one of \"small\", \"heavy\"");
        }
    }

    [Test]
    public void CapacityRow_OfALoadWithoutSteps_IsRefusedByItsName()
    {
        var criteria = CriteriaSet.Parse([("capacity", "at least 5 queries per second"), ("failed queries", "none")]);

        Should.Throw<CriterionFormatException>(() => criteria.ValidatedWith([Open(10, Seconds(60))]))
            .Message.ShouldEndWith("cannot be judged: the load has no steps of the rate.");
        Row(OneMinute().Queries(10).Done(), "capacity", "at least 5 queries per second").Note.ShouldBe("the load has no steps of the rate");
    }

    [Test]
    public void OnTimeRow_OfClientsBackToBack_IsRefusedForTheyHaveNoPlan()
    {
        var plan = BackToBack(1, Seconds(60));

        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse([("queries started on time", "at least 99%")]).ValidatedWith([plan]))
            .Message.ShouldEndWith("cannot be judged: clients that ask back to back have no planned starts.");
        Should.NotThrow(() => CriteriaSet.Parse([("queries started on time", "at least 99%")]).ValidatedWith([Open(10, Seconds(60))]));
    }

    [Test]
    public void Set_OfSomeRowsThatCompare_KnowsWhatItNeeds()
    {
        var criteria = CriteriaSet.Parse(
        [
            ("failed queries", "none"), ("answers", "equal to the reference"),
            ("median latency compared with Python", "no slower"), ("mean latency compared with the baseline", "no slower"),
        ]);

        criteria.ComparesAnswers.ShouldBeTrue();
        (criteria.Compares("Python"), criteria.Compares("the baseline"), criteria.Compares("Spark 3.5.8")).ShouldBe((true, true, false));
        CriteriaSet.Parse([("failed queries", "none")]).ComparesAnswers.ShouldBeFalse();
    }
}
