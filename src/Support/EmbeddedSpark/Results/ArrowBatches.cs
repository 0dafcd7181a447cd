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

    private readonly BatchLimits _limits;
    private readonly Schema _schema;
    private readonly ColumnBuilder[] _columns;
    private readonly IpcOptions _options;
    private readonly bool _isWrong;
    private int _rowsToSkip;
    private int _pending;
    private long _offset;

    public ArrowBatches(IReadOnlyList<(string Name, ColumnType Type)> columnTypes, BatchLimits limits, QueryFaults faults = default)
    {
        (_limits, _isWrong, _rowsToSkip) = (limits, faults.IsWrong, faults.LacksRow ? 1 : 0);
        _schema = SparkTypes.ToArrow(columnTypes, limits.Zone);
        _columns = [.. columnTypes.Select(c => ColumnBuilders.For(c.Type, limits.Zone))];
        _options = new IpcOptions();
        if (limits.Codec is { } codec)
        {
            _options.CompressionCodec = codec;
            _options.CompressionCodecFactory = new Apache.Arrow.Compression.CompressionCodecFactory();
        }
    }

    /// <returns>The batches that became full with this chunk.</returns>
    public IEnumerable<EncodedBatch> Append(DuckDBDataChunk chunk)
    {
        var size = (int)DataChunks.DuckDBDataChunkGetSize(chunk);
        var start = Math.Min(_rowsToSkip, size);
        _rowsToSkip -= start;
        while (start < size)
        {
            var rows = Math.Min(Step(), size - start);
            for (var i = 0; i < _columns.Length; i++)
            {
                _columns[i].Append(DataChunks.DuckDBDataChunkGetVector(chunk, i), start, rows);
            }

            _pending += rows;
            start += rows;
            if (_pending >= _limits.MaxRows || Bytes >= _limits.MaxBytes)
            {
                yield return Flush();
            }
        }
    }

    /// <returns>The rest, or the one empty batch of an empty result, or null.</returns>
    public EncodedBatch? Finish() => _pending > 0 || _offset == 0 ? Flush() : null;

    private long Bytes => _columns.Sum(c => c.Bytes);

    private int Step()
    {
        var left = Math.Max(1, _limits.MaxRows - _pending);
        if (_pending == 0)
        {
            return Math.Min(left, FirstStep);
        }

        var perRow = Math.Max(1, Bytes / _pending);
        return (int)Math.Clamp((_limits.MaxBytes - Bytes) / perRow, 1, left);
    }

    private IEnumerable<IArrowArray> Arrays()
    {
        var data = _columns.Select(c => c.Finish()).ToArray();
        if (_isWrong && _offset == 0 && _pending > 0)
        {
            Tampering.FirstRow(data);
        }

        return data.Select(ArrowArrayFactory.BuildArray);
    }

    private EncodedBatch Flush()
    {
        using var batch = new RecordBatch(_schema, Arrays(), _pending);
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, _schema, leaveOpen: true, _options))
        {
            writer.WriteStart();
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        var encoded = new EncodedBatch(
            UnsafeByteOperations.UnsafeWrap(stream.GetBuffer().AsMemory(0, (int)stream.Length)), _pending, _offset);
        _offset += _pending;
        _pending = 0;
        return encoded;
    }
}
