using Grpc.Core;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

[CancelAfter(30_000)]
internal sealed class ReattachTests
{
    private ScriptedSpark _spark = null!;
    private SparkSession _session = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _spark = await ScriptedSpark.StartAsync();
        _session = Session(RetryPolicy.Off);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _session.DisposeAsync();
        await _spark.DisposeAsync();
    }

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
        result.Carriage.ShouldBe(default);
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
        Counts(result).ShouldBe(new CarriageCounts(0, 1, 0));
        _spark.Received<ReattachExecuteRequest>().Single().LastResponseId.ShouldBe("a");
    }

    [Test]
    public async Task Interruption_OfAResult_IsTimedUntilItsNextMessage()
    {
        var pause = TimeSpan.FromMilliseconds(400);
        var observer = new InterruptionObserver();
        _spark.Streams.Enqueue(turn => turn.BatchAsync("a", 0, 1, 2));
        _spark.Streams.Enqueue(async turn =>
        {
            await Task.Delay(pause);
            await turn.SendAsync("b", new ExecutePlanResponse { Schema = new() { Struct = new() } });
            await Task.Delay(pause);
            await turn.CompleteAsync();
        });

        var result = await _session.DrainAsync("SELECT 1", new ExecuteOptions { Observer = observer });

        // Timers may fire a little early.
        result.Carriage.Interrupted.ShouldBeInRange(pause * 0.9, pause * 1.9);
        observer.Interruptions.ShouldBe([result.Carriage.Interrupted]);
        observer.Ended.ShouldBe([result.Carriage]);
        observer.Details.ShouldBe(0);
    }

    [Test]
    public async Task Interruption_ThatDoesNotEnd_IsTimedUntilTheFailure()
    {
        var pauses = TimeSpan.FromMilliseconds(50 + 200 + 800);
        await using var session = Session(RetryPolicy.Short with { MaxRetries = 3 });
        for (var i = 0; i < 4; i++)
        {
            _spark.Streams.Enqueue(_ => throw new RpcException(new Status(StatusCode.Unavailable, "lost")));
        }

        var error = await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT 1"));

        error.Carriage.Retries.ShouldBe(3);
        error.Carriage.Interrupted.ShouldBeGreaterThan(pauses * 0.9);
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
    public async Task Batch_AfterGap_IsAnError()
    {
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1);
            await turn.BatchAsync("b", 5, 2);
        });

        var error = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"));

        error.Message.ShouldContain("begins at row 5 where row 1 was expected");
        error.StatusCode.ShouldBe(StatusCode.DataLoss);
        await _spark.WaitForAsync<ReleaseExecuteRequest>();
    }

    [Test]
    public async Task Batch_ThatComesTwice_IsAnError()
    {
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.SendAsync("a", new() { ArrowBatch = new() { RowCount = 1, Data = Google.Protobuf.ByteString.CopyFrom(StreamTurn.Ipc([1])) } });
            await turn.SendAsync("b", new() { ArrowBatch = new() { RowCount = 1, Data = Google.Protobuf.ByteString.CopyFrom(StreamTurn.Ipc([2])) } });
        });
        _spark.Streams.Enqueue(turn => turn.SendAsync("a", new() { ArrowBatch = new() { RowCount = 1, Data = Google.Protobuf.ByteString.CopyFrom(StreamTurn.Ipc([1])) } }));

        var error = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"));

        error.Message.ShouldContain("came twice");
    }

    [Test]
    public async Task Batch_WithOtherRowsThanAnnounced_IsAnError()
    {
        _spark.Streams.Enqueue(turn => turn.SendAsync("a", new() { ArrowBatch = new() { RowCount = 9, Data = Google.Protobuf.ByteString.CopyFrom(StreamTurn.Ipc([1])) } }));

        var error = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"));

        error.Message.ShouldContain("holds 1 rows where the server announced 9");
    }

    [Test]
    public async Task Chunks_OfOneBatch_AreOneBatch()
    {
        var bytes = StreamTurn.Ipc([1, 2, 3]);
        ExecutePlanResponse Chunk(int index, System.Range range) => new()
        {
            ArrowBatch = new() { RowCount = 3, StartOffset = 0, ChunkIndex = index, NumChunksInBatch = 3, Data = Google.Protobuf.ByteString.CopyFrom(bytes[range]) },
        };
        Func<StreamTurn, Task> first = async turn =>
        {
            await turn.SendAsync("a", Chunk(0, ..10));
            await turn.SendAsync("b", Chunk(1, 10..99));
        };
        Func<StreamTurn, Task> rest = async turn =>
        {
            await turn.SendAsync("c", Chunk(2, 99..));
            await turn.CompleteAsync();
        };
        foreach (var turn in new[] { first, rest, first, rest })
        {
            _spark.Streams.Enqueue(turn);
        }

        (await _session.DrainAsync("SELECT 1")).ShouldSatisfyAllConditions(r => r.Rows.ShouldBe(3), r => r.Batches.ShouldBe(1), r => r.Bytes.ShouldBe(bytes.Length));
        (await _session.DrainAsync("SELECT 1", new ExecuteOptions { Checksum = true })).Rows.ShouldBe(3);
    }

    [Test]
    public async Task Chunk_ThatIsMissing_IsAnError()
    {
        var bytes = StreamTurn.Ipc([1]);
        _spark.Streams.Enqueue(turn => turn.SendAsync("b", new()
        {
            ArrowBatch = new() { RowCount = 1, ChunkIndex = 1, NumChunksInBatch = 2, Data = Google.Protobuf.ByteString.CopyFrom(bytes) },
        }));

        (await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"))).Message.ShouldContain("Chunk 1 of 2 came where chunk 0");
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
        Counts(result).ShouldBe(new CarriageCounts(Retries: 2, Reattaches: 2, Resubmits: 0));
    }

    [Test]
    public async Task Stream_ThatBreaks_FailsWithoutRetries()
    {
        _spark.Streams.Enqueue(_ => throw new RpcException(new Status(StatusCode.Unavailable, "down")));

        var error = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"));

        error.StatusCode.ShouldBe(StatusCode.Unavailable);
        error.Carriage.ShouldBe(default);
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

        Counts(result).ShouldBe(new CarriageCounts(1, 1, 1));
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

        var error = await Should.ThrowAsync<OperationCanceledException>(() => _session.DrainAsync("SELECT 1", cancellationToken: source.Token));

        error.CancellationToken.ShouldBe(source.Token);
        await _spark.WaitForAsync<ReleaseExecuteRequest>();
    }

    [Test]
    public async Task TimeLimit_OfQuery_InterruptsItOnTheServer()
    {
        _spark.Streams.Enqueue(turn => Task.Delay(Timeout.Infinite, turn.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default));

        await Should.ThrowAsync<TimeoutException>(() => _session.DrainAsync("SELECT 1", new ExecuteOptions { TimeLimit = TimeSpan.FromMilliseconds(200) }));

        await _spark.WaitForAsync<ReleaseExecuteRequest>();
    }

    [Test]
    public async Task Silence_OfStream_IsReattachedOverANewConnection()
    {
        await using var session = new SparkSession(ConnectionString.Parse(_spark.Address), new SparkSessionOptions { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        var connections = new List<string>();
        _spark.Streams.Enqueue(async turn =>
        {
            connections.Add(turn.ConnectionId);
            await turn.BatchAsync("a", 0, 1);
            await Task.Delay(Timeout.Infinite, turn.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        _spark.Streams.Enqueue(async turn =>
        {
            connections.Add(turn.ConnectionId);
            await turn.BatchAsync("b", 1, 2);
            await turn.CompleteAsync();
        });

        var result = await session.DrainAsync("SELECT 1");

        result.Rows.ShouldBe(2);
        Counts(result).ShouldBe(new CarriageCounts(0, 1, 0));
        // The silence itself is part of the interruption.
        result.Carriage.Interrupted.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(300));
        connections.ShouldBeUnique();
    }

    [Test]
    public async Task Silence_WithoutEnd_IsAnError()
    {
        await using var session = new SparkSession(ConnectionString.Parse(_spark.Address), new SparkSessionOptions { IdleTimeout = TimeSpan.FromMilliseconds(100) });
        for (var i = 0; i < 5; i++)
        {
            _spark.Streams.Enqueue(turn => Task.Delay(Timeout.Infinite, turn.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default));
        }

        var error = await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT 1"));

        error.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        error.Carriage.Reattaches.ShouldBe(3);
    }

    private static CarriageCounts Counts(DrainResult result) => result.Carriage with { Interrupted = TimeSpan.Zero };

    private sealed class InterruptionObserver : IExecutionObserver
    {
        public List<TimeSpan> Interruptions { get; } = [];

        public List<CarriageCounts> Ended { get; } = [];

        public int Details { get; private set; }

        public bool HearsDetails => false;

        public void OnRecovered(TimeSpan interruption) => Interruptions.Add(interruption);

        public void OnEnded(CarriageCounts carriage) => Ended.Add(carriage);

        public void OnSchema(SparkSchema schema) => Details++;
    }

    private sealed class SchemaSignal : IExecutionObserver
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public void OnSchema(SparkSchema schema) => _seen.TrySetResult();
    }

    private SparkSession Session(RetryPolicy retry) => new(ConnectionString.Parse(_spark.Address), new SparkSessionOptions { Retry = retry });
}
