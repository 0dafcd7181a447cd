using Grpc.Core;
using Spark.Connect;
using SparkLoad.Targets.Homes;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>Whether a command that failed may have been executed: known only where the server said so, or where nothing was sent.</summary>
[CancelAfter(30_000)]
internal sealed class OutcomeTests
{
    private const string Insert = "INSERT INTO t VALUES (1)";
    private static readonly RetryPolicy Twice = new() { Name = "twice", MaxRetries = 2 };

    private ScriptedSpark _spark = null!;

    [SetUp]
    public async Task StartAsync() => _spark = await ScriptedSpark.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _spark.DisposeAsync();

    [Test]
    public async Task Command_ThatServerRefuses_IsKnownToHaveFailed()
    {
        await using var session = Session(Twice);
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[TABLE_OR_VIEW_NOT_FOUND] no t"));

        (await FailAsync(session)).OutcomeUnknown.ShouldBeFalse();
    }

    [Test]
    public async Task Command_ThatWasNeverSent_IsKnownToHaveFailed()
    {
        await using var session = new SparkSession(
            ConnectionString.Parse($"sc://127.0.0.1:{FreePorts.One()}"), new SparkSessionOptions { Retry = Twice });

        var error = await FailAsync(session);

        error.OutcomeUnknown.ShouldBeFalse();
        error.Attempts.Retries.ShouldBe(2);
    }

    [TestCase(StatusCode.Unavailable),
        TestCase(StatusCode.Cancelled),
        TestCase(StatusCode.DeadlineExceeded),
        TestCase(StatusCode.Unknown),
        TestCase(StatusCode.Internal)]
    public async Task Command_WithoutAnswerOfSpark_IsReportedAsUnknown(StatusCode status)
    {
        await using var session = Session(RetryPolicy.Off);
        _spark.Streams.Enqueue(_ => throw new RpcException(new Status(status, "")));

        (await FailAsync(session)).OutcomeUnknown.ShouldBeTrue();
    }

    [Test]
    public async Task Command_WhoseStreamIsReset_IsReportedAsUnknown()
    {
        await using var session = Session(RetryPolicy.Off);
        _spark.Streams.Enqueue(turn => turn.ResetAsync());

        (await FailAsync(session)).OutcomeUnknown.ShouldBeTrue();
    }

    [Test]
    public async Task Command_ToServerThatWentAway_IsReportedAsUnknown()
    {
        await using var session = Session(Twice);
        _spark.Streams.Enqueue(async turn =>
        {
            _ = _spark.StopAsync();
            await turn.ResetAsync();
        });

        var error = await FailAsync(session);

        error.OutcomeUnknown.ShouldBeTrue();
        error.Message.ShouldContain("No Spark Connect server answers");
    }

    [TestCase("INVALID_HANDLE.SESSION_CHANGED"), TestCase("INVALID_HANDLE.SESSION_CLOSED"), TestCase("INVALID_HANDLE.OPERATION_ABANDONED")]
    public async Task Command_OfWhichServerKnowsNoMore_IsReportedAsUnknown(string answer)
    {
        await using var session = Session(Twice);
        _spark.Streams.Enqueue(turn => turn.ResetAsync());
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error($"[{answer}] unknown"));

        (await FailAsync(session)).OutcomeUnknown.ShouldBeTrue();
    }

    [Test]
    public async Task Command_AnsweredByASessionInPlaceOfItsOwn_IsReportedAsUnknown()
    {
        await using var session = Session(Twice);
        _spark.ServerSideSessionId = "first";
        await session.GetVersionAsync();
        _spark.ServerSideSessionId = "second";
        _spark.Streams.Enqueue(turn => turn.BatchAsync("a", 0, 1));

        var error = await FailAsync(session);

        (error.SessionEnded, error.OutcomeUnknown).ShouldBe((true, true));
        (await FailAsync(session)).OutcomeUnknown.ShouldBeFalse("what is not sent any more is not executed");
    }

    [Test]
    public async Task Command_WhoseSessionIsFoundGoneMeanwhile_IsReportedAsUnknown()
    {
        await using var session = Session(Twice);
        _spark.ServerSideSessionId = "first";
        await session.GetVersionAsync();
        _spark.Streams.Enqueue(async turn =>
        {
            _spark.ServerSideSessionId = "second";
            await Should.ThrowAsync<SparkException>(() => session.GetVersionAsync());
            await turn.ResetAsync();
        });

        var error = await FailAsync(session);

        (error.SessionEnded, error.OutcomeUnknown).ShouldBe((true, true));
        _spark.Received<ExecutePlanRequest>().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Command_WhoseAnswerIsBroken_IsReportedAsUnknown()
    {
        await using var session = Session(Twice);
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1);
            await turn.BatchAsync("a", 1, 2);
        });

        (await FailAsync(session)).OutcomeUnknown.ShouldBeTrue();
    }

    [Test]
    public async Task Command_ThatFailedOnTheServer_IsKnownToHaveFailedEvenWhereItWasReattached()
    {
        await using var session = Session(Twice);
        _spark.Streams.Enqueue(turn => turn.ResetAsync());
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[DIVIDE_BY_ZERO] by zero"));

        (await FailAsync(session)).OutcomeUnknown.ShouldBeFalse();
    }

    [Test]
    public async Task Query_ThatServerNeitherKnowsNorTakes_EndsAfterAFewTries()
    {
        await using var session = Session(Twice);
        _spark.Streams.Enqueue(turn => turn.ResetAsync());
        for (var i = 0; i < 10; i++)
        {
            _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[INVALID_HANDLE.OPERATION_NOT_FOUND] unknown"));
            _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[INVALID_HANDLE.OPERATION_ALREADY_EXISTS] known"));
        }

        var error = await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT 1"));

        error.Attempts.Resubmits.ShouldBe(3);
    }

    [Test]
    public async Task Query_WhoseTextNamesAHandle_DoesNotEndTheSession()
    {
        await using var session = Session(Twice);
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error(
            "[PARSE_SYNTAX_ERROR] near "
                + "'INVALID_HANDLE.SESSION_CLOSED'", StatusCode.Internal, new Google.Rpc.ErrorInfo {
                    Metadata = { ["errorClass"] = "PARSE_SYNTAX_ERROR" } }));

        (await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT"))).SessionEnded.ShouldBeFalse();
        (await session.GetVersionAsync()).ShouldBe("4.1.1");
    }

    [Test]
    public async Task Session_ClosedUnderRunningQuery_FreesItOnTheServer()
    {
        await using var session = Session(RetryPolicy.Off, closeSeconds: 60);
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _spark.Streams.Enqueue(async turn =>
        {
            running.SetResult();
            await Task.Delay(Timeout.Infinite, turn.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var query = session.DrainAsync("SELECT 1");
        await running.Task;

        await session.DisposeAsync();

        _spark.Received<ReleaseExecuteRequest>().ShouldHaveSingleItem().ReleaseCase.ShouldBe(
            ReleaseExecuteRequest.ReleaseOneofCase.ReleaseAll);
        await Should.ThrowAsync<Exception>(() => query);
    }

    private SparkSession Session(RetryPolicy retry, int closeSeconds = 1) =>
        new(
            ConnectionString.Parse(_spark.Address),
            new SparkSessionOptions { Retry = retry, CloseTimeout = TimeSpan.FromSeconds(closeSeconds) });

    private static Task<SparkException> FailAsync(SparkSession session) =>
        Should.ThrowAsync<SparkException>(() => session.ExecuteCommandAsync(Insert));
}
