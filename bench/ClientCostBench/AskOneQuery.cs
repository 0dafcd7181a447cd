using BenchmarkDotNet.Attributes;
using Grpc.Core;
using Grpc.Net.Client;
using Spark.Connect;
using SparkLoad.SparkConnect;
using SparkLoad.SparkConnect.Execution;
using SparkLoad.SparkConnect.Plans;
using SparkLoad.SparkConnect.Results;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Transport;
using SparkLoad.Targets.Clients;

namespace SparkLoad.ClientCostBench;

/// <summary>
/// One query and its release as the client carries them, beside the same two calls with generated messages and nothing else. The server
/// answers within the process, so what is measured is the client's and gRPC's own work.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class AskOneQuery : IDisposable
{
    private const string Sql = "SELECT 1 AS one";
    private static readonly Guid Operation = Guid.NewGuid();
    private static readonly Guid Session = Guid.NewGuid();
    private static readonly ExecuteOptions Options = new() { OperationId = Operation };

    private static readonly string[] Tags =
        ["sparkload-run-20261127T211424Z-1a2b", "sparkload-scenario-sustained-load-one-query-per-second-spark-4-1-1"];

    private static readonly SqlQuery WithoutParameters = new(Sql);

    private static readonly SqlQuery WithParameters = new(
        "SELECT :passengers AS one", new Dictionary<string, object?> { ["passengers"] = 1, ["day"] = new DateOnly(2024, 1, 31) });

    private static readonly Method<ExecutePlanRequest, ExecutePlanResponse> Execute =
        new(MethodType.ServerStreaming, Rpc.Service, "ExecutePlan", Of(ExecutePlanRequest.Parser), Of(ExecutePlanResponse.Parser));

    private static readonly Method<ReleaseExecuteRequest, ReleaseExecuteResponse> Release =
        new(MethodType.Unary, Rpc.Service, "ReleaseExecute", Of(ReleaseExecuteRequest.Parser), Of(ReleaseExecuteResponse.Parser));

    private readonly CannedServer _server = new(Session.ToString(), Operation.ToString());
    private GrpcChannel _channel = null!;
    private CallInvoker _invoker = null!;
    private SessionCore _session = null!;

    [GlobalSetup]
    public void Open()
    {
        _channel = GrpcChannel.ForAddress("http://127.0.0.1:1", new GrpcChannelOptions { HttpHandler = _server });
        _invoker = _channel.CreateCallInvoker();
        _session = new SessionCore(
            ConnectionString.Parse($"sc://127.0.0.1:1/;session_id={Session}"), new SparkSessionOptions(), new ChannelLease(() => _channel));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _session?.Channel.Dispose();
        _server.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public async Task<long> BareGrpc()
    {
        var request = PlanBuilder.Execute(_session, PlanBuilder.Query(Sql, Options, expressions: true), Options);
        long rows = 0;
        using (var call = _invoker.AsyncServerStreamingCall(Execute, null, default, request))
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false))
            {
                rows += call.ResponseStream.Current.ArrowBatch?.RowCount ?? 0;
            }
        }

        var release = new ReleaseExecuteRequest { SessionId = request.SessionId, OperationId = request.OperationId, ReleaseAll = new() };
        await _invoker.AsyncUnaryCall(Release, null, default, release).ResponseAsync.ConfigureAwait(false);
        return rows;
    }

    [Benchmark]
    public Task<long> Drain() => DrainAsync(WithoutParameters);

    /// <summary>The same with values, which must cost no more than their bytes.</summary>
    [Benchmark]
    public Task<long> DrainWithParameters() => DrainAsync(WithParameters);

    /// <summary>The same as a load asks: tagged, and with a note of when its messages come.</summary>
    [Benchmark]
    public Task<long> DrainAsInALoad() => DrainAsync(WithoutParameters, Options with { Tags = Tags, Observer = new AttemptsOfQuery() });

    private async Task<long> DrainAsync(SqlQuery query, ExecuteOptions? options = null)
    {
        var result = await Query(query, options ?? Options).DrainAsync(CancellationToken.None).ConfigureAwait(false);
        await _session.Releases.WhenIdleAsync().ConfigureAwait(false);
        return result.Rows;
    }

    [Benchmark]
    public async Task<long> Batches()
    {
        long rows = 0;
        var batches = Query(WithoutParameters, Options).BatchesAsync(BatchMemory.Reused, CancellationToken.None);
        await foreach (var batch in batches.ConfigureAwait(false))
        {
            rows += batch.Length;
            batch.Dispose();
        }

        await _session.Releases.WhenIdleAsync().ConfigureAwait(false);
        return rows;
    }

    private QueryReader Query(SqlQuery query, ExecuteOptions options) =>
        new(_session, PlanBuilder.Query(query, options, expressions: true), options);

    private static Marshaller<T> Of<T>(Google.Protobuf.MessageParser<T> parser)
        where T : class, Google.Protobuf.IMessage<T> =>
        Marshallers.Create(message => Google.Protobuf.MessageExtensions.ToByteArray(message), parser.ParseFrom);
}
