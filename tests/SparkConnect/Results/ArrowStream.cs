using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace SparkLoad.SparkConnect.Tests.Results;

/// <summary>A batch as a server sends it.</summary>
internal static class ArrowStream
{
    public static byte[] Of(RecordBatch batch, CompressionCodecType? codec)
    {
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
