using System.Buffers;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Results;

/// <summary>Makes whole batches of messages: most come whole, large ones of 4.1 in chunks.</summary>
internal sealed class BatchAssembler(int maxBatchSize)
{
    private readonly RowOffsets _offsets = new();
    private ArrayBufferWriter<byte>? _chunks;

    /// <summary>Takes one message with Arrow data and, when its batch is complete, hands it out.</summary>
    /// <param name="response">The message; its memory stays the caller's to give back.</param>
    /// <param name="batch">The bytes of the batch: those of the message where it came whole, else in memory of their own.</param>
    /// <param name="rows">Rows that the server announced for it.</param>
    /// <exception cref="InvalidDataException">A gap, a repetition, or a batch above the limit.</exception>
    public bool TryTake(ExecuteResponse response, out ReadOnlyMemory<byte> batch, out long rows)
    {
        var complete = _offsets.Take(response);
        rows = response.RowCount;
        batch = default;
        if (response.ChunkCount == 1)
        {
            batch = response.Data;
            return true;
        }

        if ((_chunks?.WrittenCount ?? 0) + (long)response.Data.Length > maxBatchSize)
        {
            throw new InvalidDataException($"A batch is longer than the limit of {maxBatchSize} bytes (MaxBatchSize).");
        }

        _chunks ??= new ArrayBufferWriter<byte>(response.Data.Length);
        _chunks.Write(response.Data.Span);
        if (!complete)
        {
            return false;
        }

        batch = _chunks.WrittenMemory;
        _chunks = null;
        return true;
    }

    /// <summary>Checks that the result did not end within a batch.</summary>
    public void Complete() => _offsets.Complete();
}
