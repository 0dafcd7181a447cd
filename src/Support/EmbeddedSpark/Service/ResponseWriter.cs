using Google.Protobuf;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Execution;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Results;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>
/// Makes an operation's responses as the shown version would: schema, batches, metrics, and the end of a reattachable one.
/// </summary>
internal sealed class ResponseWriter(ServerVersion version, Session session, Operation operation, ExecutePlanRequest request)
{
    private const int SmallestChunk = 1024;
    private const int LargestChunk = 120_795_955; // 0.9 of 128 MiB

    private readonly ResultChunkingOptions? _chunking =
        version.IsFour
            ? request.RequestOptions.Select(o => o.ResultChunkingOptions).FirstOrDefault(o => o is { AllowArrowBatchChunking: true })
            : null;

    public void Schema(IReadOnlyList<(string Name, ColumnType Type)> columns) =>
        Add(new ExecutePlanResponse { Schema = new DataType { Struct = SparkTypes.ToStruct(columns) } });

    public void Batch(EncodedBatch batch)
    {
        var size = _chunking is null ? 0 : (int)Math.Clamp(
            _chunking.HasPreferredArrowChunkSize ? _chunking.PreferredArrowChunkSize : LargestChunk, SmallestChunk, LargestChunk);
        var count = size == 0 ? 1 : Math.Max(1, (batch.Data.Length + size - 1) / size);
        for (var i = 0; i < count; i++)
        {
            var message = new ExecutePlanResponse.Types.ArrowBatch { RowCount = batch.Rows, Data = batch.Data };
            if (version.IsFour)
            {
                message.StartOffset = batch.StartOffset;
            }

            if (count > 1)
            {
                message.Data =
                    UnsafeByteOperations.UnsafeWrap(batch.Data.Memory.Slice(i * size, Math.Min(size, batch.Data.Length - (i * size))));
                message.ChunkIndex = i;
                message.NumChunksInBatch = count;
            }

            Add(new ExecutePlanResponse { ArrowBatch = message });
        }
    }

    public void SqlResult(Relation? relation) => Add(new ExecutePlanResponse { SqlCommandResult = new() { Relation = relation } });

    public void Metrics(long rows)
    {
        var result = new ExecutePlanResponse.Types.Metrics.Types.MetricObject { Name = "EmbeddedResult" };
        result.ExecutionMetrics["numOutputRows"] = new() { Name = "number of output rows", Value = rows, MetricType = "sum" };
        Add(new ExecutePlanResponse { Metrics = new() { Metrics_ = { result } } });
    }

    /// <summary>Only reattachable operations say that they are complete; the others just end.</summary>
    public void Complete()
    {
        if (operation.Reattachable)
        {
            Add(new ExecutePlanResponse { ResultComplete = new() });
        }
    }

    private void Add(ExecutePlanResponse response)
    {
        response.SessionId = request.SessionId;
        response.OperationId = operation.Id;
        response.ResponseId = Guid.NewGuid().ToString();
        response.ServerSideSessionId = version.IsFour ? session.ServerSideId : "";
        operation.Responses.Add(response, operation.Canceled);
    }
}
