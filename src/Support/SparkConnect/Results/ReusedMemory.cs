using System.Buffers;
using System.Numerics;
using Apache.Arrow.Memory;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Memory for batches that are disposed: what they give back serves those to come. A large answer that is held whole so takes the memory of
/// the one before, where new memory would first be garbage beside it, and cost a page fault for every 4 KB.
/// </summary>
/// <param name="keeps">Most bytes that are kept for later; what exceeds them is left to the garbage collector, as is whatever nobody gives back.</param>
internal sealed class ReusedMemory(long keeps) : MemoryAllocator
{
    private const int Smallest = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Stack<byte[]>> _free = [];

    /// <summary>That of all sessions: up to 128 MB.</summary>
    public static ReusedMemory Shared { get; } = new(128 << 20);

    /// <summary>Bytes that lie ready.</summary>
    public long Kept { get; private set; }

    /// <summary>What is taken for a length: so few sizes that memory fits again, and less than an eighth above the length.</summary>
    public static int SizeFor(int length)
    {
        if (length <= Smallest)
        {
            return Smallest;
        }

        var step = (long)(BitOperations.RoundUpToPowerOf2((uint)length) / 16);
        return (int)Math.Min((length + step - 1) / step * step, Array.MaxLength);
    }

    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        bytesAllocated = SizeFor(length);
        return new Piece(this, Take(bytesAllocated), length);
    }

    private byte[] Take(int size)
    {
        lock (_lock)
        {
            if (_free.TryGetValue(size, out var free) && free.TryPop(out var bytes))
            {
                Kept -= size;
                return bytes;
            }
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    private void GiveBack(byte[] bytes)
    {
        lock (_lock)
        {
            if (Kept + bytes.Length > keeps)
            {
                return;
            }

            Kept += bytes.Length;
            if (!_free.TryGetValue(bytes.Length, out var free))
            {
                _free.Add(bytes.Length, free = new());
            }

            free.Push(bytes);
        }
    }

    private sealed class Piece(ReusedMemory from, byte[] bytes, int length) : IMemoryOwner<byte>
    {
        private byte[]? _bytes = bytes;

        public Memory<byte> Memory => (_bytes ?? throw new ObjectDisposedException(nameof(Apache.Arrow.RecordBatch))).AsMemory(0, length);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _bytes, null) is { } given)
            {
                from.GiveBack(given);
            }
        }
    }
}
