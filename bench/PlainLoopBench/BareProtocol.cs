using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Grpc.Net.Client;
using Spark.Connect;

namespace SparkLoad.PlainLoopBench;

/// <summary>
/// What the protocol asks of any client and no more: the plan is sent, its answer is received and not decoded, and the operation is
/// released alongside. Plain gRPC with generated requests; nothing of our client.
/// </summary>
internal sealed class BareProtocol(string address) : IDisposable
{
    private const string Service = "spark.connect.SparkConnectService";

    private static readonly object Received = new();

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(
        $"http://{address}", new GrpcChannelOptions { MaxReceiveMessageSize = null });

    private readonly string _session = Guid.NewGuid().ToString();
    private readonly UserContext _user = new() { UserId = "bench" };
    private readonly List<Task> _releases = [];
    private readonly Method<ExecutePlanRequest, object> _execute = Of<ExecutePlanRequest>(MethodType.ServerStreaming, "ExecutePlan");
    private readonly Method<ReleaseExecuteRequest, object> _release = Of<ReleaseExecuteRequest>(MethodType.Unary, "ReleaseExecute");

    [field: MaybeNull]
    private CallInvoker Invoker => field ??= _channel.CreateCallInvoker();

    public async Task AskAsync(string sql)
    {
        var request = new ExecutePlanRequest
        {
            SessionId = _session,
            UserContext = _user,
            ClientType = "bare",
            OperationId = Guid.NewGuid().ToString(),
            Plan = new() { Root = new() { Sql = new() { Query = sql } } },
            RequestOptions = { new ExecutePlanRequest.Types.RequestOption { ReattachOptions = new() { Reattachable = true } } },
        };
        using (var call = Invoker.AsyncServerStreamingCall(_execute, null, default, request))
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false))
            {
            }
        }

        _releases.Add(ReleaseAsync(request.OperationId));
    }

    /// <summary>Waits for the releases that are under way.</summary>
    public async Task SettleAsync()
    {
        await Task.WhenAll(_releases).ConfigureAwait(false);
        _releases.Clear();
    }

    public void Dispose() => _channel.Dispose();

    private async Task ReleaseAsync(string operation)
    {
        var request = new ReleaseExecuteRequest
        {
            SessionId = _session,
            UserContext = _user,
            ClientType = "bare",
            OperationId = operation,
            ReleaseAll = new(),
        };
        using var call = Invoker.AsyncUnaryCall(_release, null, default, request);
        await call.ResponseAsync.ConfigureAwait(false);
    }

    private static Method<TRequest, object> Of<TRequest>(MethodType type, string name)
        where TRequest : class, Google.Protobuf.IMessage<TRequest> =>
        new(
            type, Service, name,
            new(
                (request, context) =>
                {
                    context.SetPayloadLength(request.CalculateSize());
                    Google.Protobuf.MessageExtensions.WriteTo(request, context.GetBufferWriter());
                    context.Complete();
                },
                _ => throw new NotSupportedException("Requests are only sent.")),
            new((_, _) => throw new NotSupportedException("Answers are only received."), _ => Received));
}
