using Apache.Arrow;
using Apache.Arrow.Ipc;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>One result stream, written by the test.</summary>
internal sealed class StreamTurn(
    ScriptedSpark script, string sessionId, string operationId, IServerStreamWriter<ExecutePlanResponse> stream, ServerCallContext context)
{
    public CancellationToken Cancelled => context.CancellationToken;

    /// <summary>The connection that this stream came over.</summary>
    public string ConnectionId => context.GetHttpContext().Connection.Id;

    public Task SendAsync(string id, ExecutePlanResponse response)
    {
        response.SessionId = sessionId;
        response.OperationId = operationId;
        response.ResponseId = id;
        response.ServerSideSessionId = script.ServerSideSessionId;
        return stream.WriteAsync(response);
    }

    public Task BatchAsync(string id, long offset, params long[] values) => SendAsync(id, new ExecutePlanResponse
    {
        ArrowBatch = new() { RowCount = values.Length, Data = ByteString.CopyFrom(Ipc(values)), StartOffset = offset },
    });

    public Task CompleteAsync() => SendAsync("done", new ExecutePlanResponse { ResultComplete = new() });

    /// <summary>Resets the connection's stream without a status.</summary>
    public Task ResetAsync()
    {
        context.GetHttpContext().Abort();
        return Task.CompletedTask;
    }

    public static RpcException Error(string message, StatusCode status = StatusCode.Internal, params IMessage[] details)
    {
        var rich = new Google.Rpc.Status { Code = (int)status, Message = message };
        rich.Details.AddRange(details.Select(detail => Any.Pack(detail)));
        return new RpcException(new Status(status, message), new Metadata { { "grpc-status-details-bin", rich.ToByteArray() } });
    }

    public static byte[] Ipc(long[] values)
    {
        var batch = new RecordBatch.Builder().Append("id", false, new Int64Array.Builder().AppendRange(values).Build()).Build();
        using var memory = new MemoryStream();
        using (var writer = new ArrowStreamWriter(memory, batch.Schema, leaveOpen: true))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return memory.ToArray();
    }
}
