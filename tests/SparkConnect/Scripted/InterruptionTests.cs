using Grpc.Core;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>How long a result is interrupted, and when silence counts as an interruption.</summary>
[CancelAfter(30_000)]
internal sealed class InterruptionTests : ScriptedSparkTests
{
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
}
