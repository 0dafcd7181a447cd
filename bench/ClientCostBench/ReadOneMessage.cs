using System.Buffers;
using Apache.Arrow.Ipc;
using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using Spark.Connect;
using SparkLoad.SparkConnect.Results;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.ClientCostBench;

/// <summary>
/// One message with a batch, read and its rows counted: by our own readers, by the generated message, and by Apache.Arrow. The bytes lie in
/// one array, as Grpc.Net.Client hands them on.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ReadOneMessage
{
    private byte[] _message = [];

    /// <summary>1: the answer of SELECT 1. 10,000: a batch of a large answer. 200,000: a batch as 4.1 may send it.</summary>
    [Params(1, 10_000, 200_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var id = Guid.NewGuid().ToString();
        _message = new ExecutePlanResponse
        {
            SessionId = id,
            OperationId = id,
            ServerSideSessionId = id,
            ResponseId = id,
            ArrowBatch = new() { RowCount = Rows, Data = ByteString.CopyFrom(SampleBatch.Create(Rows, null)), StartOffset = 0 },
        }.ToByteArray();
    }

    [Benchmark(Baseline = true)]
    public long Own()
    {
        var response = ExecuteResponse.Parse(_message, detailed: false);
        var scanner = new IpcScanner();
        scanner.Append(response.Data.Span);
        response.Recycle();
        return scanner.Complete();
    }

    [Benchmark]
    public long GeneratedMessage()
    {
        var response = ExecutePlanResponse.Parser.ParseFrom(new ReadOnlySequence<byte>(_message));
        var scanner = new IpcScanner();
        scanner.Append(response.ArrowBatch.Data.Span);
        return scanner.Complete();
    }

    [Benchmark]
    public long ArrowReader()
    {
        var response = ExecuteResponse.Parse(_message, detailed: false);
        var rows = Count(response.Data);
        response.Recycle();
        return rows;
    }

    [Benchmark]
    public long GeneratedMessageAndArrowReader() =>
        Count(ExecutePlanResponse.Parser.ParseFrom(new ReadOnlySequence<byte>(_message)).ArrowBatch.Data.Memory);

    private static long Count(ReadOnlyMemory<byte> stream)
    {
        long rows = 0;
        using var reader = new ArrowStreamReader(stream);
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            rows += batch.Length;
            batch.Dispose();
        }

        return rows;
    }
}
