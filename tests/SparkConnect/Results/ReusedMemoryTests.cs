using System.Buffers;
using System.Runtime.InteropServices;
using SparkLoad.SparkConnect.Results;

namespace SparkLoad.SparkConnect.Tests.Results;

internal sealed class ReusedMemoryTests
{
    [Test]
    public void Memory_GivenBack_ServesTheNextOfItsSize()
    {
        var memory = new ReusedMemory(keeps: 1 << 20);
        var first = memory.Allocate(100_000);
        var bytes = BytesOf(first);

        var beside = memory.Allocate(100_000);
        first.Dispose();
        var next = memory.Allocate(99_000);

        BytesOf(beside).ShouldNotBeSameAs(bytes);
        BytesOf(next).ShouldBeSameAs(bytes);
        next.Memory.Length.ShouldBe(99_000);
        memory.Kept.ShouldBe(0);
    }

    [Test]
    public void Memory_GivenBackTwice_ServesOnce()
    {
        var memory = new ReusedMemory(keeps: 1 << 20);
        var piece = memory.Allocate(5_000);

        piece.Dispose();
        piece.Dispose();

        BytesOf(memory.Allocate(5_000)).ShouldNotBeSameAs(BytesOf(memory.Allocate(5_000)));
        Should.Throw<ObjectDisposedException>(() => piece.Memory);
    }

    [Test]
    public void Memory_BeyondWhatIsKept_IsLeftToTheCollector()
    {
        var memory = new ReusedMemory(keeps: 100_000);
        var pieces = Enumerable.Range(0, 10).Select(_ => memory.Allocate(32 * 1024)).Append(memory.Allocate(200_000)).ToList();

        pieces.ForEach(piece => piece.Dispose());

        memory.Kept.ShouldBe(3 * 32 * 1024);
    }

    [Test]
    public void Memory_OfASizeNoLongerAskedFor_MakesRoomForThatInUse()
    {
        var memory = new ReusedMemory(keeps: 100_000);
        var large = Enumerable.Range(0, 3).Select(_ => memory.Allocate(32 * 1024)).ToList();
        large.ForEach(piece => piece.Dispose());

        var small = Enumerable.Range(0, 10).Select(_ => memory.Allocate(8 * 1024)).ToList();
        var bytes = small.Select(BytesOf).ToHashSet();
        small.ForEach(piece => piece.Dispose());

        Enumerable.Range(0, 10).Count(_ => bytes.Contains(BytesOf(memory.Allocate(8 * 1024)))).ShouldBe(10);
        memory.Kept.ShouldBeLessThanOrEqualTo(100_000 - (10 * 8 * 1024));
    }

    [Test]
    public void Memory_OfAFewOtherSizes_DoesNotDriveOutTheRest()
    {
        var memory = new ReusedMemory(keeps: 100_000);
        var pieces = Enumerable.Range(0, 3).Select(_ => memory.Allocate(32 * 1024)).Append(memory.Allocate(8 * 1024)).ToList();

        pieces.ForEach(piece => piece.Dispose());

        memory.Kept.ShouldBe((2 * 32 * 1024) + (8 * 1024));
    }

    [Test]
    public void Size_OfAnyLength_IsAtLeast256AndElseLessThanAnEighthAbove()
    {
        var random = new Random(5);
        foreach (var length in Enumerable.Range(1, 70_000).Concat(Enumerable.Range(0, 100_000).Select(_ => random.Next(1, int.MaxValue))).Append(int.MaxValue - 100))
        {
            var size = ReusedMemory.SizeFor(length);

            (size >= Math.Min(length, Array.MaxLength) && (size == 256 || size < length * 1.125) && ReusedMemory.SizeFor(size) == size).ShouldBeTrue($"{length}: {size}");
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task Memory_OfManyThreads_IsNeverGivenToTwo(CancellationToken token)
    {
        var memory = new ReusedMemory(keeps: 1 << 20);
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), token, (thread, _) =>
        {
            var random = new Random(thread);
            for (var round = 0; round < 20_000; round++)
            {
                using var piece = memory.Allocate(random.Next(1, 20_000));
                piece.Memory.Span.Fill((byte)thread);
                piece.Memory.Span.IndexOfAnyExcept((byte)thread).ShouldBe(-1);
            }

            return ValueTask.CompletedTask;
        });

        memory.Kept.ShouldBeInRange(256, 1 << 20);
    }

    private static byte[] BytesOf(IMemoryOwner<byte> piece) =>
        MemoryMarshal.TryGetArray<byte>(piece.Memory, out var array) ? array.Array! : throw new InvalidOperationException("No array.");
}
