using Apache.Arrow;
using Google.Protobuf;
using SparkLoad.SparkConnect.Results;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>What is read of an answer stays what it was while more of it, and other answers, come through the same memory.</summary>
[CancelAfter(60_000)]
internal sealed class HeldAnswersTests : ScriptedSparkTests
{
    private const int Batches = 30;
    private const int RowsOfBatch = 2_000;

    [Test]
    public async Task Batches_HeldWhileOtherAnswersComeAndGo_KeepTheirValues(CancellationToken token)
    {
        var (first, second) = (await HoldAsync(0, token), await HoldAsync(1, token));
        first.ForEach(batch => batch.Dispose());
        var third = await HoldAsync(2, token);

        ValuesOf(second).ShouldBe(Values(1));
        ValuesOf(third).ShouldBe(Values(2));
    }

    [Test]
    public async Task Rows_HeldWhileOtherAnswersCome_KeepTheirValues(CancellationToken token)
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

    [Test]
    public async Task Chunks_OfOneBatch_AreReadAsItsValuesInEachWay(CancellationToken token)
    {
        var values = Values(7).Take(RowsOfBatch).ToArray();
        var (batches, rows) = (new List<RecordBatch>(), new List<Row>());

        AnswerInChunks(values);
        await foreach (var batch in _session.ReadBatchesAsync("SELECT 1", cancellationToken: token))
        {
            batches.Add(batch);
        }

        AnswerInChunks(values);
        await foreach (var row in _session.ReadRowsAsync("SELECT 1", cancellationToken: token))
        {
            rows.Add(row);
        }

        AnswerInChunks(values);
        var summed = await _session.DrainAsync("SELECT 1", new ExecuteOptions { Checksum = true }, token);

        ValuesOf(batches).ShouldBe(values);
        rows.Select(row => row.GetInt64(0)).ShouldBe(values);
        summed.Checksum.ShouldBe(ChecksumOf(values));
    }

    [Test]
    public async Task Checksum_OfAnAnswerInManyMessages_IsThatOfItsValues(CancellationToken token)
    {
        Answer(4);

        var summed = await _session.DrainAsync("SELECT 1", new ExecuteOptions { Checksum = true }, token);

        summed.Checksum.ShouldBe(ChecksumOf(Values(4)));
    }

    private static IEnumerable<long> Values(int query) => Enumerable.Range(0, Batches * RowsOfBatch).Select(i => (query * 1_000_000L) + i);

    private static IEnumerable<long> ValuesOf(List<RecordBatch> batches) =>
        batches.SelectMany(batch => ((Int64Array)batch.Column(0)).Values.ToArray());

    private static ulong ChecksumOf(IEnumerable<long> values)
    {
        var checksum = new RowChecksum();
        checksum.Add(new RecordBatch.Builder().Append("id", false, new Int64Array.Builder().AppendRange(values).Build()).Build());
        return checksum.Value;
    }

    private async Task<List<RecordBatch>> HoldAsync(int query, CancellationToken token)
    {
        Answer(query);
        var held = new List<RecordBatch>();
        await foreach (var batch in _session.ReadBatchesAsync("SELECT 1", cancellationToken: token))
        {
            held.Add(batch);
        }

        return held;
    }

    private void Answer(int query) => _spark.Streams.Enqueue(async turn =>
    {
        foreach (var (i, values) in Values(query).Chunk(RowsOfBatch).Index())
        {
            await turn.BatchAsync($"r{i}", i * RowsOfBatch, values);
        }

        await turn.CompleteAsync();
    });

    private void AnswerInChunks(long[] values) => _spark.Streams.Enqueue(async turn =>
    {
        var chunks = StreamTurn.Ipc(values).Chunk(5_000).ToArray();
        foreach (var (i, chunk) in chunks.Index())
        {
            await turn.SendAsync($"c{i}", new()
            {
                ArrowBatch = new() {
                    RowCount = values.Length,
                    StartOffset = 0,
                    ChunkIndex = i,
                    NumChunksInBatch = chunks.Length,
                    Data = ByteString.CopyFrom(chunk) },
            });
        }

        await turn.CompleteAsync();
    });
}
