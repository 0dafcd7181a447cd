using Apache.Arrow;
using Apache.Arrow.Ipc;
using DuckDB.NET.Native;
using Google.Protobuf;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Faults;
using static DuckDB.NET.Native.NativeMethods;

namespace SparkLoad.EmbeddedSpark.Results;

/// <summary>One batch as it goes over the wire: a complete Arrow IPC stream.</summary>
internal readonly record struct EncodedBatch(ByteString Data, int Rows, long StartOffset);

/// <summary>How batches are cut and packed, from the session's settings.</summary>
/// <param name="MaxRows">Rows of a batch at most.</param>
/// <param name="MaxBytes">Roughly the size of a batch at most.</param>
/// <param name="Zone">IANA name of the session's time zone.</param>
/// <param name="Codec">Compression of the buffers, null for none.</param>
internal sealed record BatchLimits(int MaxRows, long MaxBytes, string Zone, CompressionCodecType? Codec);

/// <summary>Turns DuckDB's chunks into Arrow batches within the limits.</summary>
internal sealed class ArrowBatches
{
    private const int FirstStep = 64; // before the size of a row is known

    private readonly BatchLimits limits;
    private readonly Schema schema;
    private readonly ColumnBuilder[] columns;
    private readonly IpcOptions options;
    private readonly bool isWrong;
    private int rowsToSkip;
    private int pending;
    private long offset;

    public ArrowBatches(IReadOnlyList<(string Name, ColumnType Type)> columnTypes, BatchLimits limits, QueryFaults faults = default)
    {
        (this.limits, isWrong, rowsToSkip) = (limits, faults.IsWrong, faults.LacksRow ? 1 : 0);
        schema = SparkTypes.ToArrow(columnTypes, limits.Zone);
        columns = [.. columnTypes.Select(c => ColumnBuilders.For(c.Type, limits.Zone))];
        options = new IpcOptions();
        if (limits.Codec is { } codec)
        {
            options.CompressionCodec = codec;
            options.CompressionCodecFactory = new Apache.Arrow.Compression.CompressionCodecFactory();
        }
    }

    /// <returns>The batches that became full with this chunk.</returns>
    public IEnumerable<EncodedBatch> Append(DuckDBDataChunk chunk)
    {
        var size = (int)DataChunks.DuckDBDataChunkGetSize(chunk);
        var start = Math.Min(rowsToSkip, size);
        rowsToSkip -= start;
        while (start < size)
        {
            var rows = Math.Min(Step(), size - start);
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i].Append(DataChunks.DuckDBDataChunkGetVector(chunk, i), start, rows);
            }

            pending += rows;
            start += rows;
            if (pending >= limits.MaxRows || Bytes >= limits.MaxBytes)
            {
                yield return Flush();
            }
        }
    }

    /// <returns>The rest, or the one empty batch of an empty result, or null.</returns>
    public EncodedBatch? Finish() => pending > 0 || offset == 0 ? Flush() : null;

    private long Bytes => columns.Sum(c => c.Bytes);

    private int Step()
    {
        var left = Math.Max(1, limits.MaxRows - pending);
        if (pending == 0)
        {
            return Math.Min(left, FirstStep);
        }

        var perRow = Math.Max(1, Bytes / pending);
        return (int)Math.Clamp((limits.MaxBytes - Bytes) / perRow, 1, left);
    }

    private IEnumerable<IArrowArray> Arrays()
    {
        var data = columns.Select(c => c.Finish()).ToArray();
        if (isWrong && offset == 0 && pending > 0)
        {
            Tampering.FirstRow(data);
        }

        return data.Select(ArrowArrayFactory.BuildArray);
    }

    private EncodedBatch Flush()
    {
        using var batch = new RecordBatch(schema, Arrays(), pending);
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, schema, leaveOpen: true, options))
        {
            writer.WriteStart();
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        var encoded = new EncodedBatch(
            UnsafeByteOperations.UnsafeWrap(stream.GetBuffer().AsMemory(0, (int)stream.Length)), pending, offset);
        offset += pending;
        pending = 0;
        return encoded;
    }
}
