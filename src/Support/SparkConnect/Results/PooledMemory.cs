using System.Buffers;
using Apache.Arrow.Memory;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Memory for batches that are disposed: what they give back serves those to come. A large answer that is held whole so takes the memory of
/// the one before, where new memory would first be garbage next to it, and cost a page fault for every 4 KB.
/// </summary>
internal sealed class PooledMemory(ArrayPool<byte> pool) : MemoryAllocator
{
    private const int Longest = 16 * 1024 * 1024;

    // ArrayPool.Shared keeps 32 arrays of a size for each core; a million rows of six columns take some 300 of one size, in a hundred
    // batches.
    private const int ArraysOfASize = 128;

    /// <summary>That of all sessions.</summary>
    public static PooledMemory Shared { get; } = new(ArrayPool<byte>.Create(Longest, ArraysOfASize));

    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        var bytes = pool.Rent(length);
        bytesAllocated = bytes.Length;
        return new Piece(pool, bytes, length);
    }

    private sealed class Piece(ArrayPool<byte> pool, byte[] bytes, int length) : IMemoryOwner<byte>
    {
        private byte[]? _bytes = bytes;

        public Memory<byte> Memory => (_bytes ?? throw new ObjectDisposedException(nameof(Apache.Arrow.RecordBatch))).AsMemory(0, length);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _bytes, null) is { } given)
            {
                pool.Return(given);
            }
        }
    }
}
