using Grpc.Core;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>Batches that do not follow each other as announced.</summary>
[CancelAfter(30_000)]
internal sealed class BatchSequenceTests : ScriptedSparkTests
{
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
            await turn.SendAsync(
                "a", new() { ArrowBatch = new() { RowCount = 1, Data = Google.Protobuf.ByteString.CopyFrom(StreamTurn.Ipc([1])) } });
            await turn.SendAsync(
                "b", new() { ArrowBatch = new() { RowCount = 1, Data = Google.Protobuf.ByteString.CopyFrom(StreamTurn.Ipc([2])) } });
        });
        _spark.Streams.Enqueue(turn => turn.SendAsync(
            "a",
            new() { ArrowBatch = new() { RowCount = 1, Data = Google.Protobuf.ByteString.CopyFrom(StreamTurn.Ipc([1])) } }));

        var error = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"));

        error.Message.ShouldContain("came twice");
    }

    [Test]
    public async Task Batch_WithOtherRowsThanAnnounced_IsAnError()
    {
        _spark.Streams.Enqueue(turn => turn.SendAsync(
            "a",
            new() { ArrowBatch = new() { RowCount = 9, Data = Google.Protobuf.ByteString.CopyFrom(StreamTurn.Ipc([1])) } }));

        var error = await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"));

        error.Message.ShouldContain("holds 1 rows where the server announced 9");
    }

    [Test]
    public async Task Chunks_OfOneBatch_AreOneBatch()
    {
        var bytes = StreamTurn.Ipc([1, 2, 3]);
        ExecutePlanResponse Chunk(int index, System.Range range) => new()
        {
            ArrowBatch = new() {
                RowCount = 3,
                StartOffset = 0,
                ChunkIndex = index,
                NumChunksInBatch = 3,
                Data = Google.Protobuf.ByteString.CopyFrom(bytes[range]) },
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

        (await _session.DrainAsync("SELECT 1")).ShouldSatisfyAllConditions(
            r => r.Rows.ShouldBe(3), r => r.Batches.ShouldBe(1), r => r.Bytes.ShouldBe(bytes.Length));
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

        (await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1"))).Message.ShouldContain(
            "Chunk 1 of 2 came where chunk 0");
    }
}
