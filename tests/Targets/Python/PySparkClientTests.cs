using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Processes.Tests;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Python;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Python;

/// <summary>The real PySpark of each version asks the real Spark of that version.</summary>
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
[Category("needs-spark")]
[Category("needs-python")]
[CancelAfter(240_000)]
internal sealed class PySparkClientTests(string version)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-python").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Load_OfTwoClients_ObeysTheDefinitions(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        var journal = new Journal();
        await using var side = Side(target, Plan("select one", clients: 2, every: 0.5), new ClientTerms());
        await using var other = Side(
            target, Plan("select one", clients: 2, every: 0.5) with { Name = "the other side" }, new ClientTerms());

        var carried = await new AlternatingRounds(side, other).RunAsync(2, 2, Criteria(), journal, cancellationToken);

        var load = carried.Subject.ToResult();
        (load.Planned, load.Started, load.Succeeded).ShouldBe((16, 16, 16));
        load.FirstQueryMs.Count.ShouldBe(2);
        load.FirstQueryMs.ShouldAllBe(latency => latency > 0);
        load.LatencyMs.Scheduled.Mean!.Value.ShouldBe(load.LatencyMs.DispatchDelay.Mean!.Value + load.LatencyMs.Service.Mean!.Value, 0.01);
        var lines = journal.Lines.Where(line => !line.Warmup).ToArray();
        lines.Length.ShouldBe(32);
        lines.ShouldAllBe(line => line.Planned <= line.Started && line.Started < line.Ended && line.Rows == 1);
        foreach (var client in lines.GroupBy(line => (line.Load, line.Client)))
        {
            var ordered = client.OrderBy(line => line.N).ToArray();
            ordered.Zip(ordered.Skip(1), (one, next) => next.Started - one.Ended).ShouldAllBe(apart => apart >= 0);
        }
    }

    [TestCase(AnswerReading.Rows, 100_000)]
    [TestCase(AnswerReading.Arrow, 100_000)]
    public async Task Answers_ReadAsRowsOrArrow_AreComplete(AnswerReading reading, long rows, CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        await using var python = await target.OpenPythonAsync(1, new ClientTerms { Reading = reading }, cancellationToken);

        var ended = await AskAsync(python, "a hundred thousand trips", cancellationToken);

        (ended.Outcome, ended.Answer.Rows, ended.Answer.ExpectedRows).ShouldBe((QueryOutcome.Succeeded, rows, rows));
        python.Description.ShouldContain(reading == AnswerReading.Rows ? "collect" : version == "3.5.8" ? "to_table" : "toArrow");
        await using var own = await target.OpenClientAsync(0, new ClientTerms { Reading = reading }, cancellationToken);
        (await own.ExecuteAsync(new("a hundred thousand trips"), cancellationToken)).Rows.ShouldBe(rows);
    }

    [Test]
    public async Task Query_ThatFails_IsReportedWithItsClass(CancellationToken cancellationToken)
    {
        var home = await ReachAsync(cancellationToken);
        // A session without its set-up does not know the small view.
        await using var python = await PySparkClient.StartAsync(
            new PySparkPlace(SparkName.OfVersion(version), version, RealPython.Path(version), _folder),
            Order(home) with { Setup = [] },
            cancellationToken);

        var ended = await AskAsync(python, "totals of a small view", cancellationToken);

        ended.Outcome.ShouldBe(QueryOutcome.Failed);
        ended.Error!.Class.ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
        ended.Error.Message.ShouldNotBeEmpty();
    }

    [Test]
    public async Task Query_LongerThanItMayTake_IsInterruptedAndTheNextOneAsked(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        await using var python = await target.OpenPythonAsync(1, new ClientTerms(), cancellationToken);
        var ended = new List<ExternalQuery>();
        var schedule = Schedule(["fare statistics", "select one"], timeout: TimeSpan.FromMilliseconds(50));

        await python.RunAsync(schedule, ended.Add, cancellationToken);
        await python.RunAsync(Schedule(["select one"], TimeSpan.FromSeconds(20)), ended.Add, cancellationToken);

        ended[0].Outcome.ShouldBe(QueryOutcome.TimedOut);
        ended.Count.ShouldBe(3);
        ended[2].Outcome.ShouldBe(QueryOutcome.Succeeded);
    }

    [Test]
    public async Task Process_KilledUnderLoad_EndsTheLoadWithASentence(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        await using var python = await target.OpenPythonAsync(1, new ClientTerms(), cancellationToken);
        var schedule = Schedule([.. Enumerable.Repeat("select one", 40)], TimeSpan.FromSeconds(20));
        using var process = Process.GetProcessById(python.ProcessId);

        var failure = await Should.ThrowAsync<ExternalClientException>(
            () => python.RunAsync(schedule, _ => process.Kill(), cancellationToken));

        failure.Message.ShouldContain("ended under load");
    }

    [Test]
    public async Task Dispose_OfTheClient_LeavesNoProcess(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        var python = await target.OpenPythonAsync(2, new ClientTerms(), cancellationToken);
        var id = python.ProcessId;
        LiveProcess.Runs(id).ShouldBeTrue();

        await python.DisposeAsync();

        LiveProcess.Runs(id).ShouldBeFalse();
    }

    [Test]
    public async Task Path_WithAnotherVersion_IsRefusedByItsName(CancellationToken cancellationToken)
    {
        var home = await ReachAsync(cancellationToken);
        var other = version == "4.1.1" ? "3.5.8" : "4.1.1";

        var failure = await Should.ThrowAsync<TargetNotReachedException>(() => PySparkClient.StartAsync(
            new PySparkPlace(SparkName.OfVersion(version), version, RealPython.Path(other), _folder), Order(home), cancellationToken));

        failure.Message.ShouldBe(
            $"{SettingKeys.PySpark(SparkName.OfVersion(version))} brings PySpark {other}, but the comparison on Spark {version} needs PySpark {version}: set "
                + "it to a PYTHONPATH with that one.");
    }

    private static CriteriaSet Criteria() => CriteriaSet.Parse([("failed queries", "none")]);

    private static LoadPlan Plan(string query, int clients, double every) =>
        new(query, new ClientLoad(clients, Rate.Every(TimeSpan.FromSeconds(every)), TimeSpan.FromSeconds(2)))
        {
            WarmUp = TimeSpan.FromSeconds(2),
        };

    private static ExternalSchedule Schedule(IReadOnlyList<string> queries, TimeSpan timeout) => new(
        Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 5),
        [.. queries.Select((query, n) => new PlannedQuery(0, n, TimeSpan.FromMilliseconds(50 * n), new(query)))],
        timeout,
        TimeSpan.FromSeconds(30));

    internal static async Task<ExternalQuery> AskAsync(PySparkClient python, string query, CancellationToken cancellationToken)
    {
        var ended = new List<ExternalQuery>();
        await python.RunAsync(Schedule([query], TimeSpan.FromSeconds(60)), ended.Add, cancellationToken);
        return ended.ShouldHaveSingleItem();
    }

    private PySparkOrder Order(SparkTarget target) => new()
    {
        Server = $"Spark {version}",
        Connection = SparkConnect.ConnectionString.Parse($"sc://{target.Info.Address}"),
        Clients = 1,
        OwnConnections = true,
        Retries = false,
        Arrow = false,
        Setup = [],
        Queries = new PreparedQueries(SuiteQueries.All),
    };

    private static AlternatingSide Side(SparkTarget target, LoadPlan plan, ClientTerms terms) => AlternatingSide.External(
        TimeProvider.System, plan, async token => await target.OpenPythonAsync(plan.Clients, terms, token), _ => NoMonitor.Instance);

    private Task<SparkTarget> ReachAsync(CancellationToken cancellationToken)
    {
        RealPython.Path(version);
        return SharedHomes.ReachAsync(version, withTrips: true, cancellationToken);
    }

    private sealed class Journal : ILoadObserver
    {
        private readonly List<JournalLine> _lines = [];

        public IReadOnlyList<JournalLine> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public string Scenario => "a-scenario";

        public CancellationToken Broken => CancellationToken.None;

        public void LoadBegins(LoadResult planned)
        {
        }

        public void QueryEnded(JournalLine line)
        {
            lock (_lines)
            {
                _lines.Add(line);
            }
        }

        public void SecondEnded(SeriesLine line, LoadProgress progress)
        {
        }

        public void ThrowIfBroken()
        {
        }
    }
}
