using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Memory;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Decodes whole IPC streams, compressed or not. Anything that is not well-formed is an <see cref="InvalidDataException"/>.
/// </summary>
internal static class BatchDecoder
{
    private static readonly CompressionCodecFactory Codecs = new();

    /// <param name="stream">A complete IPC stream.</param>
    /// <param name="announcedRows">Rows that the server announced.</param>
    /// <param name="maxDecoded">Longest decompressed batch in bytes.</param>
    /// <param name="memory">Where the batches are copied to; they give it back when they are disposed. Null: what is not compressed refers
    /// to <paramref name="stream"/>.</param>
    public static IReadOnlyList<RecordBatch> Decode(
        ReadOnlyMemory<byte> stream, long announcedRows, long maxDecoded, MemoryAllocator? memory = null)
    {
        var rows = IpcGuard.Check(stream.Span, maxDecoded);
        if (rows != announcedRows)
        {
            throw new InvalidDataException($"A batch holds {rows} rows where the server announced {announcedRows}.");
        }

        var batches = new List<RecordBatch>(1);
        try
        {
            using var reader = memory is null
                ? new ArrowStreamReader(stream, Codecs)
                : new ArrowStreamReader(Over(stream), memory, Codecs, leaveOpen: false);
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                batches.Add(batch);
                foreach (var column in batch.Arrays)
                {
                    if (column.Length != batch.Length)
                    {
                        throw new InvalidDataException($"A column holds {column.Length} values where the batch has {batch.Length} rows.");
                    }

                    ArrayGuard.Check(column.Data);
                }
            }

            return batches;
        }
        catch (Exception e)
        {
            batches.ForEach(batch => batch.Dispose());
            if (e is InvalidDataException or OutOfMemoryException)
            {
                throw;
            }

            throw new InvalidDataException($"An Arrow batch cannot be decoded: {e.Message}", e);
        }
    }

    private static MemoryStream Over(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new(array.Array!, array.Offset, array.Count, writable: false)
            : new(bytes.ToArray());
}
