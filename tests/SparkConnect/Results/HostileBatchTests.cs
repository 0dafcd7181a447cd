using System.Globalization;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using SparkLoad.SparkConnect.Results;

namespace SparkLoad.SparkConnect.Tests.Results;

/// <summary>Whatever bytes come, decoding ends in values or in one kind of exception.</summary>
internal sealed class HostileBatchTests
{
    private const int MaxDecoded = 4 * 1024 * 1024;

    private static readonly PooledMemory NotReused = new(System.Buffers.ArrayPool<byte>.Create(maxArrayLength: 1, maxArraysPerBucket: 1));

    [TestCase(null), TestCase(CompressionCodecType.Zstd), TestCase(CompressionCodecType.Lz4Frame)]
    public void Batch_CutAnywhere_IsRefused(CompressionCodecType? codec)
    {
        var bytes = Sample(codec);

        Attempt(bytes).ShouldBeTrue();
        // A stream may end without its mark; up to the last message's end every cut loses rows.
        for (var length = 1; length < bytes.Length - 8; length++)
        {
            Attempt(bytes.AsMemory(0, length)).ShouldBeFalse($"cut at {length} of {bytes.Length}");
        }
    }

    [TestCase(null), TestCase(CompressionCodecType.Zstd), TestCase(CompressionCodecType.Lz4Frame)]
    public void Batch_WithBytesChanged_IsReadOrRefused(CompressionCodecType? codec) => ReadOrRefuse(codec, seed: 20, rounds: 20_000);

    [TestCase(null), TestCase(CompressionCodecType.Zstd), TestCase(CompressionCodecType.Lz4Frame)]
    [Explicit("By hand: the same, 100 times as often and with another seed each time, takes two minutes.")]
    public void LongProof_OfHostileBatches_ReadsOrRefusesEach(CompressionCodecType? codec)
    {
        var seed = Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        ReadOrRefuse(codec, seed, rounds: 2_000_000);
    }

    [TestCase(0, 0), TestCase(39, 2), TestCase(10, -1), TestCase(10, 11)]
    public void Decimal_OfImpossibleDigits_IsRefused(int precision, int scale)
    {
        var data = new ArrayData(new Decimal128Type(precision, scale), 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(new byte[16])]);

        Should.Throw<InvalidDataException>(() => ArrayGuard.Check(data)).Message.ShouldContain("is a decimal of");
    }

    [TestCase(1, "9", "10")]
    [TestCase(28, "9999999999999999999999999999", "10000000000000000000000000000")]
    [TestCase(38, "99999999999999999999999999999999999999", "100000000000000000000000000000000000000")]
    public void Decimal_WithMoreDigitsThanItsColumn_IsRefused(int precision, string largest, string tooLarge)
    {
        foreach (var sign in (Int128[])[1, -1])
        {
            Read(precision, sign * Int128.Parse(largest, CultureInfo.InvariantCulture)).ToString().ShouldBe(
                (sign < 0 ? "-" : "") + largest);
            Should.Throw<InvalidDataException>(() => Read(precision, sign * Int128.Parse(tooLarge, CultureInfo.InvariantCulture)))
                .Message.ShouldBe($"An Arrow decimal has more than the {precision} digits of its column.");
        }
    }

    private static object Read(int precision, Int128 value)
    {
        var bytes = new byte[16];
        MemoryMarshal.Write(bytes, value);
        return new DecimalColumn(
            new Decimal128Array(new ArrayData(new Decimal128Type(precision, 0), 1, 0, 0,
                [ArrowBuffer.Empty, new ArrowBuffer(bytes)]))).GetValue(0)!;
    }

    private static void ReadOrRefuse(CompressionCodecType? codec, int seed, int rounds)
    {
        var sample = Sample(codec);
        var random = new Random(seed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < rounds; round++)
        {
            var bytes = sample.ToArray();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(4) switch { 0 => 0xFF, 1 => 0, 2 => 0x7F, _ => (byte)random.Next(256) };
            }

            Attempt(bytes);
        }

        ((GC.GetAllocatedBytesForCurrentThread() - before) / rounds).ShouldBeLessThan(2L * MaxDecoded);
    }

    [Test]
    public void Batch_ThatClaimsToBecomeHuge_IsRefusedBeforeItGrows()
    {
        var values = new Int64Array.Builder().AppendRange(Enumerable.Repeat(7L, 1_000_000)).Build();
        var bytes = ArrowStream.Of(new RecordBatch.Builder().Append("id", false, values).Build(), CompressionCodecType.Zstd);

        Should.Throw<InvalidDataException>(() => BatchDecoder.Decode(bytes, 1_000_000, MaxDecoded)).Message.ShouldContain("MaxBatchSize");
    }

    [TestCase("", "has no schema")]
    [TestCase("FFFFFFFF00000000", "has no schema")]
    [TestCase("FFFFFFFF0000000000FFFF7F", "has no schema")]
    public void Stream_ThatBeginsWithItsEnd_IsRefusedBeforeAnythingBehindItIsRead(string hexadecimal, string why)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var memory in (PooledMemory?[])[null, NotReused])
        {
            Should.Throw<InvalidDataException>(() => BatchDecoder.Decode(Convert.FromHexString(hexadecimal), 0, MaxDecoded, memory)).Message
                .ShouldContain(why);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MaxDecoded);
    }

    [Test]
    public void Batch_WithoutItsSchema_IsRefused()
    {
        var sample = Sample(null);
        var schema = 8 + BitConverter.ToInt32(sample, 4);

        Should.Throw<InvalidDataException>(() => BatchDecoder.Decode(sample.AsMemory(schema), 3, MaxDecoded)).Message
            .ShouldContain("before its schema");
    }

    [Test]
    public void Scanner_OfRandomBytes_NeverFailsOtherwise()
    {
        var random = new Random(3);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            if (round % 2 == 0)
            {
                Sample(null).AsSpan(0, Math.Min(bytes.Length, 100)).CopyTo(bytes);
            }

            try
            {
                var scanner = new IpcScanner();
                scanner.Append(bytes);
                scanner.Complete();
            }
            catch (Exception e) when (e is InvalidDataException or OverflowException)
            {
            }
        }
    }

    [Test]
    public void Scanner_OfBytesInAnyPieces_CountsTheSameRows([Values(1, 3, 7, 64, 10_000)] int piece)
    {
        var scanner = new IpcScanner();
        var bytes = Sample(null).AsSpan();
        while (bytes.Length > 0)
        {
            scanner.Append(bytes[..Math.Min(piece, bytes.Length)]);
            bytes = bytes[Math.Min(piece, bytes.Length)..];
        }

        scanner.Complete().ShouldBe(3);
    }

    /// <summary>Both ways of decoding, in place and into memory of its own; the second may refuse a little more.</summary>
    private static bool Attempt(ReadOnlyMemory<byte> bytes)
    {
        var copied = Attempt(bytes, NotReused);
        var inPlace = Attempt(bytes, null);
        (inPlace || !copied).ShouldBeTrue("Refused in place, and read from memory of its own.");
        return inPlace;
    }

    private static bool Attempt(ReadOnlyMemory<byte> bytes, PooledMemory? memory)
    {
        try
        {
            foreach (var batch in BatchDecoder.Decode(bytes, 3, MaxDecoded, memory))
            {
                var rows = RowBatch.Of(batch);
                for (var i = 0; i < batch.Length; i++)
                {
                    new Row(rows, i).ToArray();
                }

                new RowChecksum().Add(batch);
                batch.Dispose();
            }

            return true;
        }
        catch (Exception e) when (e is InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Sample(CompressionCodecType? codec)
    {
        var list = new ListArray.Builder(Apache.Arrow.Types.Int32Type.Default);
        for (var i = 0; i < 3; i++)
        {
            list.Append();
            ((Int32Array.Builder)list.ValueBuilder).AppendRange(Enumerable.Range(0, i));
        }

        return ArrowStream.Of(
            new RecordBatch.Builder()
                .Append("id", false, new Int64Array.Builder().AppendRange([1, 2, 3]).Build())
                .Append("text", true, new StringArray.Builder().Append("one").AppendNull().Append("three").Build())
                .Append("flag", true, new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build())
                .Append("list", true, list.Build())
                .Build(),
            codec);
    }
}
