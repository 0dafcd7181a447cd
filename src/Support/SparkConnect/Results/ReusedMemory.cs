using System.Buffers;
using System.Numerics;
using Apache.Arrow.Memory;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Memory for batches that are disposed: what they give back serves those to come. A large answer that is held whole so takes the memory of
/// the one before, where new memory would first be garbage beside it, and cost a page fault for every 4 KB.
/// </summary>
/// <param name="keeps">Most bytes that are kept for later; what has lain longest makes room for what comes.</param>
internal sealed class ReusedMemory(long keeps) : MemoryAllocator
{
    private const int Smallest = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Queue<(byte[] Bytes, long Turn)>> _free = [];
    private long _turn;

    /// <summary>That of all sessions: up to 128 MB.</summary>
    public static ReusedMemory Shared { get; } = new(128 << 20);

    /// <summary>Bytes that lie ready.</summary>
    public long Kept { get; private set; }

    /// <summary>What is taken for a length: so few sizes that memory fits again, and, above 256 bytes, less than an eighth more.</summary>
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
            if (_free.TryGetValue(size, out var free))
            {
                return Remove(free);
            }
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    private void GiveBack(byte[] bytes)
    {
        lock (_lock)
        {
            if (bytes.Length > keeps)
            {
                return;
            }

            while (Kept + bytes.Length > keeps)
            {
                Remove(_free.Values.MinBy(free => free.Peek().Turn)!);
            }

            if (!_free.TryGetValue(bytes.Length, out var same))
            {
                _free.Add(bytes.Length, same = new());
            }

            same.Enqueue((bytes, _turn++));
            Kept += bytes.Length;
        }
    }

    private byte[] Remove(Queue<(byte[] Bytes, long Turn)> free)
    {
        var bytes = free.Dequeue().Bytes;
        Kept -= bytes.Length;
        if (free.Count == 0)
        {
            _free.Remove(bytes.Length);
        }

        return bytes;
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
