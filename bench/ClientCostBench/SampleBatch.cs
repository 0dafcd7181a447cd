using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace SparkLoad.ClientCostBench;

/// <summary>A batch as Spark sends it: the columns of side_by_side's million rows.</summary>
internal static class SampleBatch
{
    public static byte[] Create(int rows, CompressionCodecType? codec)
    {
        var (ids, small, amounts) = (new Int64Array.Builder(), new Int32Array.Builder(), new DoubleArray.Builder());
        var (texts, moments) = (new StringArray.Builder(), new TimestampArray.Builder(new TimestampType(TimeUnit.Microsecond, "UTC")));
        var prices = new Decimal128Array.Builder(new Decimal128Type(10, 2));
        for (var i = 0; i < rows; i++)
        {
            ids.Append(i);
            small.Append(i % 7);
            amounts.Append(i * 0.5);
            texts.Append(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            moments.Append(DateTimeOffset.UnixEpoch.AddSeconds(i));
            prices.Append(i % 100);
        }

        var batch = new RecordBatch.Builder()
            .Append("id", false, ids.Build()).Append("small", true, small.Build()).Append("amount", true, amounts.Build())
            .Append("text", false, texts.Build()).Append("moment", true, moments.Build()).Append("price", true, prices.Build()).Build();
        using var memory = new MemoryStream();
        var options = new IpcOptions {
            CompressionCodec = codec,
            CompressionCodecFactory = codec is null ? null : new CompressionCodecFactory() };
        using (var writer = new ArrowStreamWriter(memory, batch.Schema, leaveOpen: true, options))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return memory.ToArray();
    }
}
