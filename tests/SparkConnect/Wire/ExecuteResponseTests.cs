using Google.Protobuf;
using Spark.Connect;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Tests.Wire;

/// <summary>The hand-written reader against the generated message.</summary>
internal sealed class ExecuteResponseTests
{
    [Test]
    public void Parse_OfChunk_KeepsEveryFieldThatIsUsed()
    {
        var message = new ExecutePlanResponse
        {
            SessionId = Guid.NewGuid().ToString(),
            OperationId = Guid.NewGuid().ToString(),
            ResponseId = Guid.NewGuid().ToString(),
            ServerSideSessionId = Guid.NewGuid().ToString(),
            ArrowBatch = new() {
                RowCount = 10_000,
                Data = ByteString.CopyFrom(1, 2, 3),
                StartOffset = 20_000,
                ChunkIndex = 1,
                NumChunksInBatch = 3 },
        };

        var response = ExecuteResponse.Parse(message.ToByteArray(), detailed: false);

        response.SessionId.ShouldBe(message.SessionId);
        response.OperationId.ShouldBe(message.OperationId);
        response.ResponseId.ShouldBe(message.ResponseId);
        response.ServerSideSessionId.ShouldBe(message.ServerSideSessionId);
        response.HasArrowBatch.ShouldBeTrue();
        response.IsComplete.ShouldBeFalse();
        response.RowCount.ShouldBe(10_000);
        response.StartOffset.ShouldBe(20_000);
        response.ChunkIndex.ShouldBe(1);
        response.ChunkCount.ShouldBe(3);
        response.Data.ToArray().ShouldBe([1, 2, 3]);
    }

    [Test]
    public void Parse_OfCompletion_SaysSo() =>
        ExecuteResponse.Parse(new ExecutePlanResponse { ResultComplete = new() }.ToByteArray(), detailed: false).IsComplete.ShouldBeTrue();

    [Test]
    public void Parse_OfMetricsAndProgress_KeepsThemOnlyWhereAskedFor()
    {
        var bytes = new ExecutePlanResponse {
            Metrics = new(),
            ExecutionProgress = new() { NumInflightTasks = 2 },
            Schema = new() { Long = new() } }.ToByteArray();

        ExecuteResponse.Parse(bytes, detailed: false).ShouldSatisfyAllConditions(
            r => r.Metrics.ShouldBeNull(), r => r.Progress.ShouldBeNull(), r => r.Schema.ShouldBeNull());
        ExecuteResponse.Parse(bytes, detailed: true).ShouldSatisfyAllConditions(
            r => r.Metrics.ShouldNotBeNull(), r => r.Progress.ShouldNotBeNull(), r => r.Schema.ShouldNotBeNull());
    }

    [Test]
    public void Parse_OfEveryTruncation_FailsCleanlyOrReadsLess()
    {
        var bytes = new ExecutePlanResponse
        {
            SessionId = Guid.NewGuid().ToString(),
            ArrowBatch = new() { RowCount = 1, Data = ByteString.CopyFrom(new byte[300]) },
            Schema = new() { Long = new() },
        }.ToByteArray();

        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                ExecuteResponse.Parse(bytes.AsSpan(0, length), detailed: true).Recycle();
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Test]
    public void Parse_OfRandomBytes_NeverFailsOtherwise()
    {
        var random = new Random(7);
        var bytes = new byte[200];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            try
            {
                ExecuteResponse.Parse(bytes.AsSpan(0, random.Next(bytes.Length)), detailed: true).Recycle();
            }
            catch (InvalidDataException)
            {
            }
        }
    }
}
