using System.Buffers;
using System.Runtime.InteropServices;
using SparkLoad.SparkConnect.Results;

namespace SparkLoad.SparkConnect.Tests.Results;

internal sealed class PooledMemoryTests
{
    [Test]
    public void Memory_GivenBack_ServesTheNextOfItsSize()
    {
        var memory = New();
        var first = memory.Allocate(100_000);
        var bytes = BytesOf(first);

        var beside = memory.Allocate(100_000);
        first.Dispose();
        var next = memory.Allocate(99_000);

        BytesOf(beside).ShouldNotBeSameAs(bytes);
        BytesOf(next).ShouldBeSameAs(bytes);
        next.Memory.Length.ShouldBe(99_000);
    }

    [Test]
    public void Memory_GivenBackTwice_ServesOnce()
    {
        var memory = New();
        var piece = memory.Allocate(5_000);

        piece.Dispose();
        piece.Dispose();

        BytesOf(memory.Allocate(5_000)).ShouldNotBeSameAs(BytesOf(memory.Allocate(5_000)));
        Should.Throw<ObjectDisposedException>(() => piece.Memory);
    }

    [Test, CancelAfter(120_000)]
    public async Task Memory_OfManyThreads_IsNeverGivenToTwo(CancellationToken token)
    {
        var memory = New();
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
    }

    private static PooledMemory New() => new(ArrayPool<byte>.Create(1 << 20, 16));

    private static byte[] BytesOf(IMemoryOwner<byte> piece) =>
        MemoryMarshal.TryGetArray<byte>(piece.Memory, out var array) ? array.Array! : throw new InvalidOperationException("No array.");
}
