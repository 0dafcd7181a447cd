using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

[CancelAfter(30_000)]
internal sealed class ReattachTests : ScriptedSparkTests
{
    [Test]
    public async Task Query_ThatCompletes_IsReleasedOnceAndWhole()
    {
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.SendAsync("schema", new ExecutePlanResponse { Schema = new() { Long = new() } });
            await turn.BatchAsync("a", 0, 1, 2, 3);
            await turn.CompleteAsync();
        });

        var result = await _session.DrainAsync("SELECT 1");

        result.Rows.ShouldBe(3);
        result.Attempts.ShouldBe(default);
        await _session.DisposeAsync();
        var release = _spark.Received<ReleaseExecuteRequest>().ShouldHaveSingleItem();
        release.ReleaseCase.ShouldBe(ReleaseExecuteRequest.ReleaseOneofCase.ReleaseAll);
        release.OperationId.ShouldBe(_spark.Received<ExecutePlanRequest>().Single().OperationId);
        _spark.Received<ReleaseSessionRequest>().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Stream_ThatEndsEarly_IsReattachedAfterItsLastMessage()
    {
        _spark.Streams.Enqueue(turn => turn.BatchAsync("a", 0, 1, 2));
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("b", 2, 3);
            await turn.CompleteAsync();
        });

        var result = await _session.DrainAsync("SELECT 1");

        result.Rows.ShouldBe(3);
        Counts(result).ShouldBe(new AttemptCounts(0, 1, 0));
        _spark.Received<ReattachExecuteRequest>().Single().LastResponseId.ShouldBe("a");
    }

    [Test]
    public async Task Stream_ThatEndsWithoutAnyMessage_IsReattachedWithoutCursor()
    {
        _spark.Streams.Enqueue(_ => Task.CompletedTask);
        _spark.Streams.Enqueue(_ => Task.CompletedTask);
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1);
            await turn.CompleteAsync();
        });

        (await _session.DrainAsync("SELECT 1")).Rows.ShouldBe(1);

        _spark.Received<ReattachExecuteRequest>().ShouldAllBe(request => !request.HasLastResponseId);
        _spark.Received<ExecutePlanRequest>().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Stream_ThatBreaks_IsReattachedWherePolicyAllows()
    {
        await using var session = Session(RetryPolicy.Short);
        var observer = new SchemaSignal();
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1);
            await turn.SendAsync("b", new ExecutePlanResponse { Schema = new() { Struct = new() } });
            await observer.Seen;
            await turn.ResetAsync();
        });
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[INVALID_CURSOR.DISCONNECTED] displaced"));
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("c", 1, 2);
            await turn.CompleteAsync();
        });

        var result = await session.DrainAsync("SELECT 1", new ExecuteOptions { Observer = observer });

        result.Rows.ShouldBe(2);
        Counts(result).ShouldBe(new AttemptCounts(Retries: 2, Reattaches: 2, Resubmits: 0));
    }

    [Test]
    public async Task Stream_ThatBreaks_FailsWithoutRetries()
    {
        _spark.Streams.Enqueue(_ => throw new RpcException(new Status(StatusCode.Unavailable, "down")));

        var error = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"));

        error.StatusCode.ShouldBe(StatusCode.Unavailable);
        error.Attempts.ShouldBe(default);
        _spark.Received<ReattachExecuteRequest>().ShouldBeEmpty();
    }

    [TestCase("INVALID_HANDLE.OPERATION_NOT_FOUND")]
    [TestCase("INVALID_HANDLE.SESSION_NOT_FOUND")]
    public async Task Query_ThatNeverArrived_IsSentAgain(string answer)
    {
        await using var session = Session(RetryPolicy.Short);
        _spark.Streams.Enqueue(_ => throw new RpcException(new Status(StatusCode.Unavailable, "lost")));
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error($"[{answer}] unknown"));
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1);
            await turn.CompleteAsync();
        });

        var result = await session.DrainAsync("SELECT 1");

        Counts(result).ShouldBe(new AttemptCounts(1, 1, 1));
        var sent = _spark.Received<ExecutePlanRequest>();
        sent.Count.ShouldBe(2);
        sent[1].OperationId.ShouldBe(sent[0].OperationId);
    }

    [Test]
    public async Task Query_ThatHadAnswered_IsNeverSentAgain()
    {
        await using var session = Session(RetryPolicy.Short);
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1);
            throw new RpcException(new Status(StatusCode.Unavailable, "lost"));
        });
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[INVALID_HANDLE.OPERATION_NOT_FOUND] unknown"));

        var error = await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT 1"));

        error.ErrorClass.ShouldBe("INVALID_HANDLE.OPERATION_NOT_FOUND");
        _spark.Received<ExecutePlanRequest>().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Command_ThatMayHaveRun_IsReportedAsUnknown()
    {
        await using var session = Session(RetryPolicy.Short);
        _spark.Streams.Enqueue(_ => throw new RpcException(new Status(StatusCode.Unavailable, "lost")));
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[INVALID_HANDLE.OPERATION_NOT_FOUND] unknown"));

        var error = await Should.ThrowAsync<SparkException>(() => session.ExecuteCommandAsync("INSERT INTO t VALUES (1)"));

        error.OutcomeUnknown.ShouldBeTrue();
        _spark.Received<ExecutePlanRequest>().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Command_ToServerThatWouldTellARestart_IsSentAgain()
    {
        _spark.ServerSideSessionId = Guid.NewGuid().ToString();
        await using var session = Session(RetryPolicy.Short);
        await session.GetVersionAsync();
        _spark.Streams.Enqueue(_ => throw new RpcException(new Status(StatusCode.Unavailable, "lost")));
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[INVALID_HANDLE.OPERATION_NOT_FOUND] unknown"));
        _spark.Streams.Enqueue(turn => turn.CompleteAsync());

        await session.ExecuteCommandAsync("INSERT INTO t VALUES (1)");

        _spark.Received<ExecutePlanRequest>().Count.ShouldBe(2);
        _spark.Received<ReattachExecuteRequest>().Single().ClientObservedServerSideSessionId.ShouldBe(_spark.ServerSideSessionId);
    }

    [Test]
    public async Task Reader_ThatLeavesEarly_FreesTheServer()
    {
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1, 2);
            await Task.Delay(Timeout.Infinite, turn.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        await foreach (var row in _session.ReadRowsAsync("SELECT 1"))
        {
            row.GetInt64(0).ShouldBe(1);
            break;
        }

        (await _spark.WaitForAsync<ReleaseExecuteRequest>()).ReleaseCase.ShouldBe(ReleaseExecuteRequest.ReleaseOneofCase.ReleaseAll);
    }

    [Test]
    public async Task Cancellation_OfRunningQuery_ThrowsAndFreesTheServer()
    {
        using var source = new CancellationTokenSource();
        _spark.Streams.Enqueue(async turn =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, turn.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var error = await Should.ThrowAsync<OperationCanceledException>(
            () => _session.DrainAsync("SELECT 1", cancellationToken: source.Token));

        error.CancellationToken.ShouldBe(source.Token);
        await _spark.WaitForAsync<ReleaseExecuteRequest>();
    }

    [Test]
    public async Task TimeLimit_OfQuery_InterruptsItOnTheServer()
    {
        var (limit, time) = (TimeSpan.FromSeconds(5), new FakeTimeProvider());
        await using var session = Session(new SparkSessionOptions { TimeProvider = time });
        _spark.Streams.Enqueue(async turn =>
        {
            time.Advance(limit);
            await Task.Delay(Timeout.Infinite, turn.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        await Should.ThrowAsync<TimeoutException>(() => session.DrainAsync("SELECT 1", new ExecuteOptions { TimeLimit = limit }));

        await _spark.WaitForAsync<ReleaseExecuteRequest>();
    }

    private sealed class SchemaSignal : IExecutionObserver
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public void OnSchema(SparkSchema schema) => _seen.TrySetResult();
    }
}
