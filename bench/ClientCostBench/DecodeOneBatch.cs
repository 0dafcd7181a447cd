using Apache.Arrow.Ipc;
using BenchmarkDotNet.Attributes;
using SparkLoad.SparkConnect;
using SparkLoad.SparkConnect.Results;

namespace SparkLoad.ClientCostBench;

/// <summary>
/// One batch of 10,000 rows and 6 columns, as it is counted, decoded in place and into memory of its own, summed up and made .NET values.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class DecodeOneBatch
{
    private const int Rows = 10_000;
    private const long MaxDecoded = 1 << 30;
    private byte[] _stream = [];

    [Params("none", "zstd", "lz4")]
    public string Codec { get; set; } = "none";

    [GlobalSetup]
    public void Prepare() => _stream = SampleBatch.Create(Rows, Codec switch
    {
        "zstd" => CompressionCodecType.Zstd,
        "lz4" => CompressionCodecType.Lz4Frame,
        _ => null,
    });

    [Benchmark]
    public long Count()
    {
        var scanner = new IpcScanner();
        scanner.Append(_stream);
        return scanner.Complete();
    }

    [Benchmark]
    public long Decode()
    {
        long rows = 0;
        foreach (var batch in BatchDecoder.Decode(_stream, Rows, MaxDecoded))
        {
            rows += batch.Length;
            batch.Dispose();
        }

        return rows;
    }

    /// <summary>As a caller gets it.</summary>
    [Benchmark]
    public long DecodeIntoPooledMemory()
    {
        long rows = 0;
        foreach (var batch in BatchDecoder.Decode(_stream, Rows, MaxDecoded, PooledMemory.Shared))
        {
            rows += batch.Length;
            batch.Dispose();
        }

        return rows;
    }

    [Benchmark]
    public ulong DecodeAndSum()
    {
        var checksum = new RowChecksum();
        foreach (var batch in BatchDecoder.Decode(_stream, Rows, MaxDecoded))
        {
            checksum.Add(batch);
            batch.Dispose();
        }

        return checksum.Value;
    }

    [Benchmark]
    public int DecodeToValues()
    {
        var values = 0;
        foreach (var batch in BatchDecoder.Decode(_stream, Rows, MaxDecoded))
        {
            var rows = RowBatch.Of(batch);
            for (var i = 0; i < batch.Length; i++)
            {
                values += new Row(rows, i).ToArray().Length;
            }
        }

        return values;
    }
}
