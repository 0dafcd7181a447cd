using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Spark.Connect;
using SparkLoad.Targets.Homes;

namespace SparkLoad.SparkConnect.Tests.Scripted;

[CancelAfter(30_000)]
internal sealed class FailureTests : ScriptedSparkTests
{
    [Test]
    public async Task Error_WithoutDetails_TakesItsClassFromTheMessage()
    {
        _spark.Streams.Enqueue(
            _ => throw new RpcException(new Grpc.Core.Status(StatusCode.Internal, "\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'x'.")));

        var error = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("x"));

        error.ErrorClass.ShouldBe("PARSE_SYNTAX_ERROR");
        error.Message.ShouldStartWith("[PARSE_SYNTAX_ERROR]");
        _spark.Received<FetchErrorDetailsRequest>().ShouldBeEmpty();
    }

    [Test]
    public async Task Error_WithId_IsFetchedOnceAndWhole()
    {
        _spark.Details = request => new FetchErrorDetailsResponse
        {
            SessionId = request.SessionId,
            RootErrorIdx = 0,
            Errors =
            {
                new FetchErrorDetailsResponse.Types.Error
                {
                    Message = "[DIVIDE_BY_ZERO] the whole message",
                    CauseIdx = 1,
                    ErrorTypeHierarchy = { "org.apache.spark.SparkArithmeticException" },
                    SparkThrowable = new() {
                        ErrorClass = "DIVIDE_BY_ZERO",
                        SqlState = "22012",
                        MessageParameters = { ["config"] = "ansi" } },
                },
                new FetchErrorDetailsResponse.Types.Error { Message = "cause", CauseIdx = 0 },
            },
        };
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[DIVIDE_BY_ZERO] cut", StatusCode.Internal, new ErrorInfo
        {
            Reason = "org.apache.spark.SparkArithmeticException",
            Metadata = {
                ["errorClass"] = "DIVIDE_BY_ZERO",
                ["sqlState"] = "22012",
                ["errorId"] = "7",
                ["classes"] = "[\"org.apache.spark.SparkArithmeticException\"]" },
        }));

        var error = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1/0"));

        error.Message.ShouldBe("[DIVIDE_BY_ZERO] the whole message");
        error.SqlState.ShouldBe("22012");
        error.MessageParameters["config"].ShouldBe("ansi");
        error.JavaClasses.ShouldBe(["org.apache.spark.SparkArithmeticException"]);
        error.Details.Count.ShouldBe(2);
        _spark.Received<FetchErrorDetailsRequest>().Single().ErrorId.ShouldBe("7");
    }

    [Test]
    public async Task RetryInfo_FromServer_IsObeyedWherePolicyAllows()
    {
        await using var session = new SparkSession(
            ConnectionString.Parse(_spark.Address), new SparkSessionOptions { Retry = RetryPolicy.Short });
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error(
            "busy",
            StatusCode.ResourceExhausted,
            new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(80)) }));
        _spark.Streams.Enqueue(turn => turn.CompleteAsync());
        var observer = new RecordingObserver();

        await session.DrainAsync("SELECT 1", new ExecuteOptions { Observer = observer });

        observer.Pauses.ShouldBe([TimeSpan.FromMilliseconds(80)]);
    }

    [TestCase(StatusCode.DeadlineExceeded)]
    [TestCase(StatusCode.ResourceExhausted)]
    [TestCase(StatusCode.Unknown)]
    [TestCase(StatusCode.Unauthenticated)]
    public async Task Status_ThatSaysNothingOfRetries_IsFinal(StatusCode status)
    {
        await using var session = new SparkSession(
            ConnectionString.Parse(_spark.Address), new SparkSessionOptions { Retry = RetryPolicy.Standard });
        _spark.Streams.Enqueue(_ => throw new RpcException(new Grpc.Core.Status(status, "no")));

        (await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT 1"))).StatusCode.ShouldBe(status);
    }

    [TestCase("INVALID_HANDLE.SESSION_CLOSED")]
    [TestCase("INVALID_HANDLE.SESSION_CHANGED")]
    public async Task Session_EndedByServer_FailsEveryFurtherRequest(string errorClass)
    {
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error($"[{errorClass}] gone"));

        var first = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"));
        var second = await Should.ThrowAsync<SparkException>(() => _session.GetVersionAsync());

        first.SessionEnded.ShouldBeTrue();
        second.SessionEnded.ShouldBeTrue();
        second.ErrorClass.ShouldBe(errorClass);
        _spark.Received<AnalyzePlanRequest>().ShouldBeEmpty();
    }

    [Test]
    public async Task Session_ReplacedByServer_IsNoticed()
    {
        _spark.ServerSideSessionId = "first";
        await _session.GetVersionAsync();
        _spark.ServerSideSessionId = "second";

        var error = await Should.ThrowAsync<SparkException>(() => _session.GetVersionAsync());

        error.SessionEnded.ShouldBeTrue();
        error.Message.ShouldContain("restarted");
    }

    [Test]
    public async Task Server_ThatIsNotThere_IsNamed()
    {
        await using var session = new SparkSession(ConnectionString.Parse($"sc://127.0.0.1:{FreePorts.One()}/;user_id=eva"));

        var error = await Should.ThrowAsync<SparkException>(() => session.GetVersionAsync());

        error.Message.ShouldBe($"No Spark Connect server answers at {session.Address}: nothing listens at that port (connection refused).");
        error.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Test]
    public async Task Session_WithoutRequest_SendsNothingWhenDisposed()
    {
        await _session.DisposeAsync();

        _spark.Requests.ShouldBeEmpty();
        await Should.ThrowAsync<ObjectDisposedException>(() => _session.GetVersionAsync());
    }

    private sealed class RecordingObserver : IExecutionObserver
    {
        public List<TimeSpan> Pauses { get; } = [];

        public void OnRetry(string rpc, string reason, TimeSpan pause) => Pauses.Add(pause);
    }
}
