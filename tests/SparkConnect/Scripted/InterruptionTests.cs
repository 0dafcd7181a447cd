using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>How long a result is interrupted, and when silence counts as an interruption.</summary>
[CancelAfter(30_000)]
internal sealed class InterruptionTests : ScriptedSparkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Interruption_OfAResult_IsTimedUntilItsNextMessage()
    {
        var pause = TimeSpan.FromMilliseconds(400);
        var time = new FakeTimeProvider();
        var observer = new InterruptionObserver();
        await using var session = Session(new SparkSessionOptions { TimeProvider = time });
        _spark.Streams.Enqueue(turn => turn.BatchAsync("a", 0, 1, 2));
        _spark.Streams.Enqueue(async turn =>
        {
            time.Advance(pause);
            await turn.SendAsync("b", new ExecutePlanResponse { Schema = new() { Struct = new() } });
            await observer.Recovered.WaitAsync(Limit);
            time.Advance(pause);
            await turn.CompleteAsync();
        });

        var result = await session.DrainAsync("SELECT 1", new ExecuteOptions { Observer = observer });

        result.Attempts.Interrupted.ShouldBe(pause);
        observer.Interruptions.ShouldBe([result.Attempts.Interrupted]);
        observer.Ended.ShouldBe([result.Attempts]);
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

        error.Attempts.Retries.ShouldBe(3);
        error.Attempts.Interrupted.ShouldBeGreaterThan(pauses * 0.9);
    }

    [Test]
    public async Task Silence_OfStream_IsReattachedOverANewConnection()
    {
        var idle = TimeSpan.FromSeconds(10);
        var time = new FakeTimeProvider();
        await using var session = Session(new SparkSessionOptions { IdleTimeout = idle, TimeProvider = time });
        var observer = new SilenceObserver();
        var connections = new List<string>();
        _spark.Streams.Enqueue(async turn =>
        {
            connections.Add(turn.ConnectionId);
            await turn.BatchAsync("a", 0, 1);
            await turn.SendAsync("b", new ExecutePlanResponse { Schema = new() { Struct = new() } });
            await observer.Read.WaitAsync(Limit);
            await ElapseAsync(time, idle / 4, until: observer.Reattached);
            await Task.Delay(Timeout.Infinite, turn.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        _spark.Streams.Enqueue(async turn =>
        {
            connections.Add(turn.ConnectionId);
            await turn.BatchAsync("c", 1, 2);
            await turn.CompleteAsync();
        });

        var result = await session.DrainAsync("SELECT 1", new ExecuteOptions { Observer = observer });

        result.Rows.ShouldBe(2);
        Counts(result).ShouldBe(new AttemptCounts(0, 1, 0));
        // The silence itself is part of the interruption.
        result.Attempts.Interrupted.ShouldBeGreaterThanOrEqualTo(idle);
        connections.ShouldBeUnique();
    }

    [Test]
    public async Task Silence_WithoutEnd_IsAnError()
    {
        await using var session = Session(new SparkSessionOptions { IdleTimeout = TimeSpan.FromMilliseconds(100) });
        for (var i = 0; i < 5; i++)
        {
            _spark.Streams.Enqueue(turn => Task.Delay(Timeout.Infinite, turn.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default));
        }

        var error = await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT 1"));

        error.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        error.Attempts.Reattaches.ShouldBe(3);
    }

    /// <summary>Lets time pass in steps of which one alone is no silence, for nobody knows when the client begins to wait.</summary>
    private static async Task ElapseAsync(FakeTimeProvider time, TimeSpan step, Task until)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!until.IsCompleted)
        {
            time.Advance(step);
            await Task.Delay(10, limit.Token);
        }
    }

    private sealed class SilenceObserver : IExecutionObserver
    {
        private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _reattached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Read => _read.Task;

        public Task Reattached => _reattached.Task;

        public void OnSchema(SparkSchema schema) => _read.TrySetResult();

        public void OnReattach(ReattachReason reason) => _reattached.TrySetResult();
    }

    private sealed class InterruptionObserver : IExecutionObserver
    {
        private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Recovered => _recovered.Task;

        public List<TimeSpan> Interruptions { get; } = [];

        public List<AttemptCounts> Ended { get; } = [];

        public int Details { get; private set; }

        public bool HearsDetails => false;

        public void OnRecovered(TimeSpan interruption)
        {
            Interruptions.Add(interruption);
            _recovered.TrySetResult();
        }

        public void OnEnded(AttemptCounts attempts) => Ended.Add(attempts);

        public void OnSchema(SparkSchema schema) => Details++;
    }
}
