using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Spark.Connect;

namespace SparkLoad.ClientCostBench;

/// <summary>Answers every RPC at once and within the process: one row to a query, nothing to a release.</summary>
internal sealed class CannedServer : HttpMessageHandler
{
    private readonly byte[] _result;
    private readonly byte[] _release;

    public CannedServer(string sessionId, string operationId)
    {
        ExecutePlanResponse Message(string id, ExecutePlanResponse response)
        {
            (response.SessionId, response.OperationId, response.ResponseId, response.ServerSideSessionId) =
                (sessionId, operationId, id, sessionId);
            return response;
        }

        var batch = new ExecutePlanResponse.Types.ArrowBatch {
            RowCount = 1,
            Data = ByteString.CopyFrom(SampleBatch.Create(1, null)),
            StartOffset = 0 };
        _result =
        [
            .. Frame(Message("1", new() { Schema = new() { Struct = new() } })),
            .. Frame(Message("2", new() { ArrowBatch = batch })),
            .. Frame(Message("3", new() { Metrics = new() })),
            .. Frame(Message("4", new() { ResultComplete = new() })),
        ];
        _release = Frame(new ReleaseExecuteResponse { SessionId = sessionId, OperationId = operationId });
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        var isRelease = request.RequestUri!.AbsolutePath.EndsWith("/ReleaseExecute", StringComparison.Ordinal);
        var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Version = HttpVersion.Version20,
            RequestMessage = request,
            Content = new ByteArrayContent(isRelease ? _release : _result),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        response.TrailingHeaders.Add("grpc-status", "0");
        return response;
    }

    private static byte[] Frame(IMessage message)
    {
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        message.WriteTo(frame.AsSpan(5));
        return frame;
    }
}
