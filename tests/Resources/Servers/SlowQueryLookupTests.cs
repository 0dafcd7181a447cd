using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Servers;

internal sealed class SlowQueryLookupTests : IAsyncDisposable
{
    private const string Operation = "6e7cbb6c-4bd4-4a4b-9ef1-4c2d2a4a7e00";
    private const string Base = "/api/v1/applications/local-1/";
    private const string Executions = Base + "sql?details=false&planDescription=false&offset=0&length=2000";

    private static readonly SlowQuery[] Queries = [new(7, "q", null, 700, 900, Operation, null)];

    private ScriptedUi _server = null!;

    [SetUp]
    public void Start()
    {
        _server = new ScriptedUi();
        _server.Answers["/api/v1/applications?status=running"] = """[{"id":"local-1","name":"Spark Connect server"}]""";
        _server.Answers[Base + "jobs"] = Jobs($"SparkConnect_OperationTag_User_u_Session_s_Operation_{Operation}");
        // Planned for 200 ms; its first stage waits for 300 ms, the second for 100 ms while the first runs and for 50 ms more.
        _server.Answers[Executions] = $$"""
            [{"id":1,"submissionTime":"{{At(100)}}","duration":5,"successJobIds":[1],"failedJobIds":[],"runningJobIds":[]},
             {"id":2,"submissionTime":"{{At(1000)}}","duration":1000,"successJobIds":[4],"failedJobIds":[],"runningJobIds":[]}]
            """;
        _server.Answers[Base + "stages/8?details=false"] = Stage(1200, 1500, 1700);
        _server.Answers[Base + "stages/9?details=false"] = Stage(1600, 1750, 1900);
        _server.Answers[Base + "stages/10?details=false"] = """[{"status":"SKIPPED"}]""";
    }

    [TearDown]
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task Query_WithJobs_IsTakenApartOnTheServersClock() =>
        (await AskAsync()).ShouldBe(new ServerParts(PlanningMs: 200, QueueingMs: 350, ExecutionMs: 450, Note: null));

    [TestCase(1, "Spark ran no job for it")]
    [TestCase(0, "(spark.ui.retainedJobs)")]
    public async Task Query_WithoutAJob_HasNoPartsAndSaysWhy(int keepsTheFirst, string why)
    {
        _server.Answers[Base + "jobs"] = Jobs("of another", first: 1 - keepsTheFirst);

        var parts = await AskAsync();

        (parts.PlanningMs, parts.QueueingMs, parts.ExecutionMs).ShouldBe((null, null, null));
        parts.Note.ShouldNotBeNull().ShouldContain(why);
    }

    [Test]
    public async Task Query_WhoseExecutionIsGone_HasNoPlanningAndSaysWhy()
    {
        _server.Answers[Executions] = "[]";

        var parts = await AskAsync();

        (parts.PlanningMs, parts.QueueingMs, parts.ExecutionMs).ShouldBe((null, 350, 400));
        parts.Note.ShouldNotBeNull().ShouldContain("planning is not told");
    }

    [Test]
    public async Task Server_ThatDoesNotAnswer_IsNotedAndNothingFails()
    {
        _server.Answers.Clear();

        (await AskAsync()).Note.ShouldNotBeNull().ShouldContain("answered 404");
    }

    [Test]
    public async Task Query_OfAnExternalClient_IsNotAskedFor()
    {
        _server.Answers.Clear();
        SlowQuery[] external = [Queries[0] with { OperationId = null }];

        (await SlowQueryLookup.CompleteAsync(_server.Address, external, CancellationToken.None)).ShouldBe(external);
    }

    private async Task<ServerParts> AskAsync() =>
        (await SlowQueryLookup.CompleteAsync(_server.Address, Queries, CancellationToken.None)).Single().Server.ShouldNotBeNull();

    private static string Jobs(string tag, int first = 0) => $$"""
        [{"jobId":4,"submissionTime":"{{At(1200)}}","completionTime":"{{At(1950)}}","jobTags":["other","{{tag}}"],"stageIds":[8,9,10]},
         {"jobId":{{first}},"submissionTime":"{{At(1100)}}","completionTime":"{{At(1110)}}","jobGroup":"x","jobTags":[],"stageIds":[1]}]
        """;

    private static string Stage(int submitted, int first, int ended) => $$"""
        [{"submissionTime":"{{At(submitted)}}","firstTaskLaunchedTime":"{{At(first)}}","completionTime":"{{At(ended)}}"}]
        """;

    private static string At(int ms) => $"2026-11-27T21:00:0{ms / 1000}.{ms % 1000:000}GMT";
}
