using Apache.Arrow;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>What is read of an answer stays what it was while more of it, and other answers, come through the same memory.</summary>
[CancelAfter(60_000)]
internal sealed class HeldAnswersTests : ScriptedSparkTests
{
    private const int Batches = 30;
    private const int RowsOfBatch = 2_000;

    [Test]
    public async Task Batches_OfAnswersHeldWhole_KeepTheirValues(CancellationToken token)
    {
        for (var query = 0; query < 3; query++)
        {
            Answer(query);
            var held = new List<RecordBatch>();
            await foreach (var batch in _session.ReadBatchesAsync("SELECT 1", cancellationToken: token))
            {
                held.Add(batch);
            }

            held.SelectMany(batch => ((Int64Array)batch.Column(0)).Values.ToArray()).ShouldBe(Values(query));
            held.ForEach(batch => batch.Dispose());
        }
    }

    [Test]
    public async Task Rows_OfAnswersHeldWhole_KeepTheirValues(CancellationToken token)
    {
        var held = new List<Row>();
        for (var query = 0; query < 3; query++)
        {
            Answer(query);
            await foreach (var row in _session.ReadRowsAsync("SELECT 1", cancellationToken: token))
            {
                held.Add(row);
            }
        }

        held.Select(row => row.GetInt64(0)).ShouldBe(Enumerable.Range(0, 3).SelectMany(Values));
    }

    private static IEnumerable<long> Values(int query) => Enumerable.Range(0, Batches * RowsOfBatch).Select(i => (query * 1_000_000L) + i);

    private void Answer(int query) => _spark.Streams.Enqueue(async turn =>
    {
        foreach (var (i, values) in Values(query).Chunk(RowsOfBatch).Index())
        {
            await turn.BatchAsync($"r{i}", i * RowsOfBatch, values);
        }

        await turn.CompleteAsync();
    });
}
