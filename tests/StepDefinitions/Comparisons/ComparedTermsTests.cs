using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Resources.Processes;
using SparkLoad.Results;
using SparkLoad.Specs.Scenarios;
using SparkLoad.Targets.Clients;

namespace SparkLoad.StepDefinitions.Tests.Comparisons;

/// <summary>What a scenario that compares may say, and the sentence where it may not.</summary>
internal sealed class ComparedTermsTests
{
    private static readonly OtherSide Python = OtherSide.Python(1);

    private static readonly LoadPlan Plan = new("select one", new ClientLoad(1, Rate.PerSecondOf(20), TimeSpan.FromSeconds(1)))
    {
        WarmUp = TimeSpan.FromMilliseconds(100),
    };

    [Test]
    public void Trips_ThatDiffer_AreNamedWithTheWayOut() =>
        SideSelection.OtherTrips(
            ("4.1.1", new DataInfo(DataSource.ServerTable, 40_000_000, null)),
            ("3.5.8", new DataInfo(DataSource.Synthetic, 1_000_000, "130ddbd6726a42ba"))).ShouldBe(
            "Spark 4.1.1 has 40,000,000 trips of a table and Spark 3.5.8 has 1,000,000 synthetic trips (checksum 130ddbd6726a42ba), "
            + "so the two cannot be compared: let SPARKLOAD_NYC_TAXI name the same trips on both, for example synthetic");

    [Test]
    public void Trips_OfFilesWithOtherRows_Differ() =>
        SideSelection.OtherTrips(
            ("4.1.1", new DataInfo(DataSource.Parquet, 3, null)),
            ("3.5.8", new DataInfo(DataSource.Parquet, 2, null)))!.ShouldStartWith(
            "Spark 4.1.1 has 3 trips of Parquet files and Spark 3.5.8 has 2 trips of Parquet files,");

    [Test]
    public void Trips_TheSameOrNone_CanBeCompared()
    {
        var synthetic = new DataInfo(DataSource.Synthetic, 1_000_000, "130ddbd6726a42ba");

        SideSelection.OtherTrips(("4.1.1", synthetic), ("3.5.8", synthetic with { })).ShouldBeNull();
        SideSelection.OtherTrips(("4.1.1", null), ("3.5.8", null)).ShouldBeNull();
    }

    [TestCase("answers", "no checksums of answers are made while two sides take turns")]
    [TestCase("server memory", "the server is not watched while two sides take turns")]
    [TestCase("Server  memory growth", "the server is not watched while two sides take turns")]
    [TestCase("client memory growth", "growth is told from one load without pauses, and here two sides take turns")]
    [TestCase("retries", "PySpark does not tell of them, and every row holds for both sides")]
    [TestCase("reattaches", "PySpark does not tell of them, and every row holds for both sides")]
    public void Row_ThatRoundsCannotAnswer_IsNamedWithTheReason(string measure, string because) =>
        UnansweredRows.Find([new("failed queries", "none"), new(measure, "as it may be")], Python, AnswerReading.Drained).ShouldBe(
            $"The row | {measure} | as it may be | of the criteria table cannot be judged: {because}; "
            + "leave the row out, or state it in a scenario that does not compare.");

    [TestCase(AnswerReading.Rows, "rows")]
    [TestCase(AnswerReading.Arrow, "Arrow tables")]
    public void Answers_ReadWithoutAChecksum_AreNamedWithTheReason(AnswerReading reading, string words) =>
        UnansweredRows.Find([new("answers", "equal to the reference")], other: null, reading).ShouldBe(
            "The row | answers | equal to the reference | of the criteria table cannot be judged: answers that are read as "
            + $"{words} have no checksum; leave the row out, or \"answers are read as {words}\".");

    [Test]
    public void Rows_ThatALoadOfItsOwnAnswers_Stand() =>
        UnansweredRows.Find(
            [new("answers", "equal to the reference"), new("server memory", "under 8 GB"), new("client memory growth", "under 100 MB per hour")],
            other: null, AnswerReading.Drained).ShouldBeNull();

    [Test]
    public void AbandonRule_InAComparison_IsRefused() =>
        Python.Unfit([Plan], new LoadTerms { Abandon = new AbandonRule(0.5, TimeSpan.FromSeconds(10)) }, profiled: false).ShouldBe(
            "a scenario that compares is never abandoned, for its rounds are short and begin anew: leave out \"the run is abandoned once more "
            + "than 50% of the queries fail for 10 seconds\"");

    [Test]
    public void BriefRetries_BesidePySpark_AreRefused() =>
        Python.Unfit([Plan], Retried(Retries.Brief), profiled: false).ShouldBe(
            "PySpark has no such policy, so \"transient errors are retried for up to 4 seconds\" would apply to this client only: "
            + "write \"transient errors are retried as PySpark does\", or leave the step out");

    [TestCase(Retries.Off)]
    [TestCase(Retries.Standard)]
    public void Retries_ThatPySparkHasToo_Stand(Retries retries) => Python.Unfit([Plan], Retried(retries), profiled: false).ShouldBeNull();

    [Test]
    public async Task Load_NamedInARow_IsJudgedOnBothSides()
    {
        var stated = CriteriaSet.Parse([new CriterionRow("failed queries", "none", "select one")]).CheckAgainst([Plan]);
        var criteria = OtherSide.RowsOf(stated);
        await using var left = Side("this client");
        await using var right = Side("Python");
        var rounds = await new AlternatingRounds(left, right).RunAsync(1, 1, criteria, SilentObserver.Instance, CancellationToken.None);

        BothSides.Judge(criteria, rounds, EvidenceKind.Acceptance, []).ShouldHaveSingleItem().Verdict.ShouldBe(CriterionVerdict.Met);
        Should.Throw<CriterionFormatException>(() => BothSides.Judge(stated, rounds, EvidenceKind.Acceptance, []));
    }

    private static LoadTerms Retried(Retries retries) => new() { Clients = new ClientTerms { Retries = retries } };

    private static AlternatingSide Side(string name) => AlternatingSide.Own(
        TimeProvider.System,
        new LoadJob(Python.PlanOf(Plan, name), (_, _) => ValueTask.FromResult<ILoadClient>(new AnsweringClient())),
        () => new ProcessMonitor(new ProcessMonitorOptions { IdlePeriod = TimeSpan.Zero }));

    private sealed class AnsweringClient : ILoadClient
    {
        public ValueTask<QueryAnswer> ExecuteAsync(string query, CancellationToken cancellationToken) => ValueTask.FromResult(new QueryAnswer(1, 1));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
