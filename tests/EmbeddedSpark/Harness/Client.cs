using Apache.Arrow;
using Apache.Arrow.Ipc;
using Grpc.Core;
using Grpc.Net.Client;
using Spark.Connect;

namespace SparkLoad.EmbeddedSpark.Tests.Harness;

/// <summary>A session by the bare stubs, so that every message can be looked at.</summary>
internal sealed class Client(GrpcChannel channel)
{
    /// <summary>A query that no machine answers while a test runs.</summary>
    public const string Endless = "SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE a.id % 7 = b.id % 11";

    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(60);

    public SparkConnectService.SparkConnectServiceClient Stub { get; } = new(channel);

    public string SessionId { get; } = Guid.NewGuid().ToString();

    public UserContext User { get; } = new() { UserId = "tester" };

    public static CallOptions Limited => new(deadline: DateTime.UtcNow + CallLimit);

    public static Plan Sql(string query) => new() { Root = new Relation { Sql = new SQL { Query = query } } };

    public ExecutePlanRequest Request(Plan plan, bool reattachable = true, string? operationId = null)
    {
        var request = new ExecutePlanRequest {
            SessionId = SessionId,
            UserContext = User,
            Plan = plan,
            OperationId = operationId ?? Guid.NewGuid().ToString() };
        if (reattachable)
        {
            request.RequestOptions.Add(
                new ExecutePlanRequest.Types.RequestOption { ReattachOptions = new ReattachOptions { Reattachable = true } });
        }

        return request;
    }

    public Task<List<ExecutePlanResponse>> ExecuteAsync(string sql, bool reattachable = true) =>
        ExecuteAsync(Request(Sql(sql), reattachable));

    public async Task<List<ExecutePlanResponse>> ExecuteAsync(ExecutePlanRequest request)
    {
        using var call = Stub.ExecutePlan(request, Limited);
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    /// <summary>
    /// Executes until the schema has come: from then on the endpoint runs the query itself, and this call reads what it brings.
    /// </summary>
    public async Task<RunningQuery> StartAsync(ExecutePlanRequest request)
    {
        var call = Stub.ExecutePlan(request, Limited);
        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
        call.ResponseStream.Current.Schema.ShouldNotBeNull();
        return new RunningQuery(request.OperationId, ReadOnAsync(call));
    }

    public async Task<Result> QueryAsync(string sql) => Result.Of(await ExecuteAsync(sql));

    public async Task<Result> QueryAsync(Plan plan) => Result.Of(await ExecuteAsync(Request(plan)));

    public async Task<Failure> FailAsync(string sql)
    {
        try
        {
            await ExecuteAsync(sql);
        }
        catch (RpcException error)
        {
            return Failure.Of(error);
        }

        throw new AssertionException($"'{sql}' did not fail.");
    }

    public async Task<IReadOnlyDictionary<string, string?>> ConfigAsync(ConfigRequest.Types.Operation operation)
    {
        var response = await Stub.ConfigAsync(
            new ConfigRequest { SessionId = SessionId, UserContext = User, Operation = operation }, Limited);
        return response.Pairs.ToDictionary(p => p.Key, p => p.HasValue ? p.Value : null);
    }

    public Task SetAsync(string key, string value) =>
        ConfigAsync(new() { Set = new() { Pairs = { new KeyValue { Key = key, Value = value } } } });

    public Task UnsetAsync(string key) => ConfigAsync(new() { Unset = new() { Keys = { key } } });

    public async Task ReleaseAllAsync(string operationId) => await Stub.ReleaseExecuteAsync(
        new ReleaseExecuteRequest { SessionId = SessionId, UserContext = User, OperationId = operationId, ReleaseAll = new() }, Limited);

    public async Task<InterruptResponse> InterruptAsync(Action<InterruptRequest> how)
    {
        var request = new InterruptRequest { SessionId = SessionId, UserContext = User };
        how(request);
        return await Stub.InterruptAsync(request, Limited);
    }

    private static async Task<List<ExecutePlanResponse>> ReadOnAsync(AsyncServerStreamingCall<ExecutePlanResponse> call)
    {
        using (call)
        {
            return [call.ResponseStream.Current, .. await call.ResponseStream.ReadAllAsync().ToListAsync()];
        }
    }
}

/// <summary>A query that the endpoint is at work on.</summary>
internal sealed record RunningQuery(string Id, Task<List<ExecutePlanResponse>> Answer)
{
    /// <summary>How it failed.</summary>
    public Task<Failure> Failure { get; } = Harness.Failure.Of(() => Answer);
}

/// <summary>What a query brought: the schema and all rows, with dates and times as .NET has them.</summary>
internal sealed record Result(
    IReadOnlyList<DataType.Types.StructField> Fields,
    IReadOnlyList<object?[]> Rows,
    IReadOnlyList<ExecutePlanResponse.Types.ArrowBatch> Batches)
{
    public object? Single => Rows.Single().Single();

    public IEnumerable<string> Types => Fields.Select(f => f.DataType.KindCase switch
    {
        DataType.KindOneofCase.Decimal => $"Decimal({f.DataType.Decimal.Precision},{f.DataType.Decimal.Scale})",
        var kind => kind.ToString(),
    });

    public IEnumerable<string> Names => Fields.Select(f => f.Name);

    public static Result Of(IReadOnlyList<ExecutePlanResponse> responses)
    {
        var batches = responses.Where(r => r.ArrowBatch is not null).Select(r => r.ArrowBatch).ToList();
        var fields = responses.First(r => r.Schema is not null).Schema.Struct.Fields;
        return new Result(fields, [.. batches.SelectMany(b => Decode(b.Data.ToByteArray()))], batches);
    }

    public static IEnumerable<object?[]> Decode(byte[] data)
    {
        using var reader = new ArrowStreamReader(new MemoryStream(data), new Apache.Arrow.Compression.CompressionCodecFactory());
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                for (var row = 0; row < batch.Length; row++)
                {
                    yield return [.. batch.Arrays.Select(a => Cell(a, row))];
                }
            }
        }
    }

    private static object? Cell(IArrowArray array, int row) => array.IsNull(row) ? null : array switch
    {
        BooleanArray a => a.GetValue(row),
        Int8Array a => a.GetValue(row),
        Int16Array a => a.GetValue(row),
        Int32Array a => a.GetValue(row),
        Int64Array a => a.GetValue(row),
        FloatArray a => a.GetValue(row),
        DoubleArray a => a.GetValue(row),
        Decimal128Array a => a.GetValue(row),
        StringArray a => a.GetString(row),
        BinaryArray a => Convert.ToHexString(a.GetBytes(row)),
        Date32Array a => a.GetDateOnly(row),
        TimestampArray a => a.GetTimestamp(row),
        DurationArray a => a.GetTimeSpan(row),
        MapArray a => Pairs((StructArray)a.GetSlicedValues(row)),
        ListArray a => Items(a.GetSlicedValues(row)),
        StructArray a => a.Fields.Select(f => Cell(f, row + a.Offset)).ToArray(),
        _ => throw new NotSupportedException(array.Data.DataType.Name),
    };

    private static object?[] Items(IArrowArray values) => [.. Enumerable.Range(0, values.Length).Select(i => Cell(values, i))];

    private static object?[] Pairs(StructArray pairs) =>
        [.. Enumerable.Range(0, pairs.Length).Select(i => (Cell(pairs.Fields[0], i), Cell(pairs.Fields[1], i)))];
}
