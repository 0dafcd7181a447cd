using System.Globalization;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Tests.Criteria;

public sealed class GrammarTests
{
    [TestCase("under 5 seconds", "Under", 5000, "Time")]
    [TestCase("under 300 ms", "Under", 300, "Time")]
    [TestCase("below 1.5 s", "Under", 1500, "Time")]
    [TestCase("less than 2 minutes", "Under", 120_000, "Time")]
    [TestCase("at most 1 hour", "AtMost", 3_600_000, "Time")]
    [TestCase("above 0.8 queries per second", "Above", 0.8, "Rate")]
    [TestCase("more than 48 queries per minute", "Above", 0.8, "Rate")]
    [TestCase("over 3,600 queries/hour", "Above", 1, "Rate")]
    [TestCase("at least 99%", "AtLeast", 0.99, "Ratio")]
    [TestCase("under 1 percent", "Under", 0.01, "Ratio")]
    [TestCase("under 5 GB", "Under", 5e9, "Memory")]
    [TestCase("under 512 MiB", "Under", 536870912, "Memory")]
    [TestCase("under 100 MB per hour", "Under", 1e8, "Growth")]
    [TestCase("exactly 1,000,000", "Exactly", 1_000_000, "Count")]
    [TestCase("exactly 1000000 rows", "Exactly", 1_000_000, "Count")]
    [TestCase("none", "None", 0, "Count")]
    [TestCase("NONE", "None", 0, "Count")]
    public void Expectation_AsPeopleWriteIt_IsRead(string text, string comparison, double threshold, string unit)
    {
        var expectation = Expectation.TryParse(text).ShouldNotBeNull();
        expectation.Comparison.ToString().ShouldBe(comparison);
        expectation.Threshold.ShouldBe(threshold, 1e-12 + (threshold * 1e-12));
        expectation.Unit.ToString().ShouldBe(unit);
    }

    [TestCase("")]
    [TestCase("5 seconds")]
    [TestCase("under")]
    [TestCase("under five seconds")]
    [TestCase("under 5,5 seconds")]
    [TestCase("under 1,00 MB")]
    [TestCase("under 5 apples")]
    [TestCase("under -5 ms")]
    [TestCase("under 5 GB per day")]
    [TestCase("under 5 seconds per second")]
    [TestCase("nonesuch")]
    public void Expectation_OtherwiseWritten_IsNotGuessed(string text) => Expectation.TryParse(text).ShouldBeNull();

    [TestCase("de-DE")]
    [TestCase("fr-FR")]
    [TestCase("ru-RU")]
    [TestCase("ar-SA")]
    public void Expectation_InEveryCulture_MeansTheSame(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Expectation.TryParse("above 0.8 queries per second")!.Threshold.ShouldBe(0.8);
            FigureText.Of(1234.5, Unit.Time).ShouldBe("1.23 s");
            FigureText.Of(0.9975, Unit.Ratio).ShouldBe("99.8%");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase("failed queries", "queries.failed")]
    [TestCase("Failed  Queries", "queries.failed")]
    [TestCase("throughput", "throughput")]
    [TestCase("queries started on time", "queries.startedOnTime")]
    [TestCase("95th percentile latency", "latency.scheduled.p95")]
    [TestCase("99.9th percentile latency", "latency.scheduled.p99.9")]
    [TestCase("1st percentile latency", "latency.scheduled.p1")]
    [TestCase("median latency", "latency.scheduled.p50")]
    [TestCase("median service latency", "latency.service.p50")]
    [TestCase("95th percentile scheduled latency", "latency.scheduled.p95")]
    [TestCase("mean latency", "latency.scheduled.mean")]
    [TestCase("maximum service latency", "latency.service.max")]
    [TestCase("95th percentile latency in every 1-minute window", "latency.scheduled.p95.in100%of60s")]
    [TestCase("median latency in every minute", "latency.scheduled.p50.in100%of60s")]
    [TestCase("maximum latency in 99% of the seconds", "latency.scheduled.max.in99%of1s")]
    [TestCase("mean service latency in 99.5% of the 10-second windows", "latency.service.mean.in99.5%of10s")]
    [TestCase("first query latency", "latency.first")]
    [TestCase("client CPU per query", "client.cpu.perQuery")]
    [TestCase("client cpu per query", "client.cpu.perQuery")]
    public void Measure_AsPeopleWriteIt_IsKnown(string text, string key) => Measure.Find(text).ShouldNotBeNull().Key.ShouldBe(key);

    [TestCase("95 percentile latency")]
    [TestCase("0th percentile latency")]
    [TestCase("100th percentile latency")]
    [TestCase("latency")]
    [TestCase("maximum latency in 0% of the seconds")]
    [TestCase("maximum latency in 101% of the seconds")]
    [TestCase("mean latency in every 0-second window")]
    public void Measure_OtherwiseWritten_IsNotGuessed(string text) => Measure.Find(text).ShouldBeNull();

    [Test]
    public void Catalog_EveryEntryWithEachOfItsExamples_CanBeRead()
    {
        foreach (var info in Measure.All)
        {
            foreach (var mustBe in info.MustBe)
            {
                CriteriaSet.Parse([(info.Name, mustBe)]).Rows.Count.ShouldBe(1);
            }
        }
    }

    [Test]
    public void Row_WithAMisspeltMeasure_NamesRowAndNearestMeasure()
    {
        var thrown = Should.Throw<CriterionFormatException>(() =>
            CriteriaSet.Parse([("failed queries", "none"), ("95th percentil latency", "under 5 seconds")]));
        thrown.Message.ShouldStartWith(
            "Row 2 of the criteria table, | 95th percentil latency | under 5 seconds |: \"95th percentil latency\" is not a measure. "
            + "Did you mean \"95th percentile latency\"?");
    }

    [TestCase("client memory", "under 5 seconds", "memory (KB, MB, GB, or KiB, MiB, GiB). Write for example \"under 5 GB\"")]
    [TestCase("failed queries", "few", "\"none\" or \"at most 3\" or \"under 1%\"")]
    [TestCase("throughput", "above 0,8 queries per second", "with a point before decimals")]
    [TestCase("answers", "none", "\"equal to the reference\"")]
    [TestCase("throughput", "none", "above 0.8 queries per second")]
    public void Row_WithAnUnreadableExpectation_SaysWhatWasExpected(string measure, string mustBe, string said) =>
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse([(measure, mustBe)])).Message.ShouldContain(said);

    [Test]
    public void Table_WithoutRows_IsRefused() =>
        Should.Throw<CriterionFormatException>(() => CriteriaSet.Parse(Array.Empty<CriterionRow>())).Message.ShouldContain("has no rows");

    [TestCase("under 5 milliseconds", 5)]
    [TestCase("under 1 millisecond", 1)]
    [TestCase("under 1 second", 1000)]
    [TestCase("under 2 min", 120_000)]
    [TestCase("under 1 minute", 60_000)]
    [TestCase("under 2 h", 7_200_000)]
    [TestCase("under 2 hours", 7_200_000)]
    [TestCase("under 3 b", 3)]
    [TestCase("under 1 byte", 1)]
    [TestCase("under 3 bytes", 3)]
    [TestCase("under 3 KB", 3000)]
    [TestCase("under 3 MB", 3e6)]
    [TestCase("under 3 TB", 3e12)]
    [TestCase("under 3 KiB", 3072)]
    [TestCase("under 3 GiB", 3221225472)]
    [TestCase("over 4 retries", 4)]
    [TestCase("over 1 retry", 1)]
    [TestCase("over 4 reattaches", 4)]
    [TestCase("over 1 reattach", 1)]
    [TestCase("over 1 row", 1)]
    [TestCase("over 1 query", 1)]
    [TestCase("over 4 queries", 4)]
    [TestCase("over 1 query per second", 1)]
    [TestCase("over 1,234,567.5", 1_234_567.5)]
    public void Quantity_InEachUnit_IsRead(string text, double threshold) => Expectation.TryParse(text)!.Threshold.ShouldBe(threshold);

    [Test]
    public void Rate_InWhateverUnit_IsTheSameInARowAsInALoad()
    {
        for (var queries = 0.1m; queries < 2000; queries += 0.1m)
        {
            var stated = Rate.Of(queries, TimeSpan.FromMinutes(1)).PerSecond;

            Threshold(FormattableString.Invariant($"at least {queries} queries per minute")).ShouldBe(stated);
            Threshold(FormattableString.Invariant($"at least {queries * 60} queries per hour")).ShouldBe(stated);
        }

        double Threshold(string text) => Expectation.TryParse(text)!.Threshold;
    }

    [TestCase("under 5 queries per apple")]
    [TestCase("under 5 rows per hour")]
    [TestCase("under 5 percent per hour")]
    [TestCase("under 5 ms per hour")]
    public void Quantity_PerSomethingElse_IsNotGuessed(string text) => Expectation.TryParse(text).ShouldBeNull();

    [TestCase("", "", 0)]
    [TestCase("abc", "", 3)]
    [TestCase("", "abc", 3)]
    [TestCase("kitten", "sitting", 3)]
    [TestCase("KITTEN", "kitten", 0)]
    [TestCase("flaw", "lawn", 2)]
    public void Distance_BetweenWords_IsTheNumberOfChanges(string left, string right, int changes) =>
        NearestName.Edits(left, right).ShouldBe(changes);
}
