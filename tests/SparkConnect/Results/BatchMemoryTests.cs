using System.Buffers;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Memory;
using SparkLoad.SparkConnect.Results;

namespace SparkLoad.SparkConnect.Tests.Results;

/// <summary>Batches that lie in memory of their own: they outlive their message, and leave nothing once they are disposed.</summary>
internal sealed class BatchMemoryTests
{
    private const int Rows = 1_000;
    private const int MaxDecoded = 4 * 1024 * 1024;

    [TestCase(null), TestCase(CompressionCodecType.Zstd), TestCase(CompressionCodecType.Lz4Frame)]
    public void Batch_InMemoryOfItsOwn_OutlivesTheBytesItCameAs(CompressionCodecType? codec)
    {
        var (stream, expected) = Sample(codec);

        var batch = BatchDecoder.Decode(stream, Rows, MaxDecoded, new CountedMemory()).Single();
        System.Array.Fill(stream, (byte)0xEE);

        Checksum(batch).ShouldBe(expected);
    }

    [TestCase(null), TestCase(CompressionCodecType.Zstd), TestCase(CompressionCodecType.Lz4Frame)]
    public void Batch_Disposed_GivesItsMemoryBack(CompressionCodecType? codec)
    {
        var (stream, _) = Sample(codec);
        var memory = new CountedMemory();

        var batch = BatchDecoder.Decode(stream, Rows, MaxDecoded, memory).Single();
        var held = memory.Held;
        batch.Dispose();

        held.ShouldBePositive();
        memory.Held.ShouldBe(0);
    }

    [TestCase(null), TestCase(CompressionCodecType.Zstd), TestCase(CompressionCodecType.Lz4Frame)]
    public void Batch_Damaged_IsReadAsInPlaceOrRefusedAndLeavesNothing(CompressionCodecType? codec)
    {
        var (sample, _) = Sample(codec);
        var random = new Random(11);
        var refused = 0;
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = sample.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var memory = new CountedMemory();

            var outcome = Outcome(bytes, memory);

            // The library reads bytes and streams by two ways, of which the second refuses a little more.
            outcome.ShouldBeOneOf(Outcome(bytes, null), null);
            if (codec is null || outcome is not null)
            {
                // What cannot be decompressed, the library leaves to the garbage collector.
                memory.Held.ShouldBe(0, $"round {round}: {outcome}");
            }

            refused += outcome is null ? 1 : 0;
        }

        refused.ShouldBeInRange(100, 2_900);
    }

    private static ulong? Outcome(byte[] bytes, MemoryAllocator? memory)
    {
        try
        {
            using var batch = BatchDecoder.Decode(bytes, Rows, MaxDecoded, memory).Single();
            return Checksum(batch);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static ulong Checksum(RecordBatch batch)
    {
        var checksum = new RowChecksum();
        checksum.Add(batch);
        return checksum.Value;
    }

    private static (byte[] Stream, ulong Checksum) Sample(CompressionCodecType? codec)
    {
        var texts = new StringArray.Builder();
        for (var i = 0; i < Rows; i++)
        {
            texts.Append($"trip {i % 7}");
        }

        var numbers = new Int64Array.Builder().AppendRange(Enumerable.Range(0, Rows).Select(i => (long)i)).Build();
        var batch = new RecordBatch.Builder().Append("id", false, numbers).Append("text", false, texts.Build()).Build();
        return (ArrowStream.Of(batch, codec), Checksum(batch));
    }

    /// <summary>Counts what it gave and did not get back.</summary>
    private sealed class CountedMemory : MemoryAllocator
    {
        public int Held { get; private set; }

        protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
        {
            bytesAllocated = length;
            Held++;
            return new Piece(this, length);
        }

        private sealed class Piece : IMemoryOwner<byte>
        {
            private readonly CountedMemory _from;
            private byte[]? _bytes;

            public Piece(CountedMemory from, int length)
            {
                _from = from;
                _bytes = new byte[length];
                // As memory that was in use before.
                System.Array.Fill(_bytes, (byte)0xDD);
            }

            public Memory<byte> Memory => _bytes ?? throw new ObjectDisposedException(nameof(Piece));

            public void Dispose()
            {
                if (_bytes is not null)
                {
                    _bytes = null;
                    _from.Held--;
                }
            }
        }
    }
}
