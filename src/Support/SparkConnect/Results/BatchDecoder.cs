using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace SparkLoad.SparkConnect.Results;

/// <summary>Decodes whole IPC streams, compressed or not. Anything that is not well-formed is an <see cref="InvalidDataException"/>.</summary>
internal static class BatchDecoder
{
    private static readonly CompressionCodecFactory Codecs = new();

    /// <param name="stream">A complete IPC stream; the batches refer to its memory.</param>
    /// <param name="announcedRows">Rows that the server announced.</param>
    /// <param name="maxDecoded">Longest decompressed batch in bytes.</param>
    public static IReadOnlyList<RecordBatch> Decode(ReadOnlyMemory<byte> stream, long announcedRows, long maxDecoded)
    {
        var rows = IpcGuard.Check(stream.Span, maxDecoded);
        if (rows != announcedRows)
        {
            throw new InvalidDataException($"A batch holds {rows} rows where the server announced {announcedRows}.");
        }

        try
        {
            using var reader = new ArrowStreamReader(stream, Codecs);
            var batches = new List<RecordBatch>(1);
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                foreach (var column in batch.Arrays)
                {
                    if (column.Length != batch.Length)
                    {
                        throw new InvalidDataException($"A column holds {column.Length} values where the batch has {batch.Length} rows.");
                    }

                    ArrayGuard.Check(column.Data);
                }

                batches.Add(batch);
            }

            return batches;
        }
        catch (Exception e) when (e is not (InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException($"An Arrow batch cannot be decoded: {e.Message}", e);
        }
    }
}
