using Microsoft.Extensions.Time.Testing;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>Results that are read no faster than stated.</summary>
[CancelAfter(30_000)]
internal sealed class PacedReadingTests : ScriptedSparkTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly FakeTimeProvider _time = new();

    [TestCase("drained")]
    [TestCase("drained with a checksum")]
    [TestCase("batches")]
    public async Task Result_ReadAtAPace_TakesAsLongAsItsRows(string reading)
    {
        await using var session = Session(new SparkSessionOptions { TimeProvider = _time });
        ThreeBatches();
        var options = new ExecuteOptions { RowsPerSecond = 2, Checksum = reading == "drained with a checksum" };
        var begun = _time.GetTimestamp();

        var rows = reading == "batches" ? BatchesAsync() : DrainAsync();
        while (!rows.IsCompleted)
        {
            _time.Advance(Step);
            await Task.Delay(5);
        }

        (await rows).ShouldBe(6);
        _time.GetElapsedTime(begun).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));

        async Task<long> DrainAsync() => (await session.DrainAsync("SELECT 1", options)).Rows;

        async Task<long> BatchesAsync()
        {
            var count = 0L;
            await foreach (var batch in session.ReadBatchesAsync("SELECT 1", options))
            {
                count += batch.Length;
                batch.Dispose();
            }

            return count;
        }
    }

    [Test]
    public async Task Result_CancelledBetweenTwoBatches_EndsAtOnce()
    {
        await using var session = Session(new SparkSessionOptions { TimeProvider = _time });
        using var cancelled = new CancellationTokenSource();
        ThreeBatches();

        var drained = session.DrainAsync("SELECT 1", new ExecuteOptions { RowsPerSecond = 1 }, cancelled.Token);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => drained);
    }

    private void ThreeBatches() => _spark.Streams.Enqueue(async turn =>
    {
        await turn.BatchAsync("a", 0, 1, 2);
        await turn.BatchAsync("b", 2, 3, 4);
        await turn.BatchAsync("c", 4, 5, 6);
        await turn.CompleteAsync();
    });
}
