using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Profiles;

namespace SparkLoad.Resources.Tests.Profiles;

/// <summary>A disk that is full: what cannot be written any more is said, and ends neither the thread that copies nor the load.</summary>
[CancelAfter(60_000)]
internal sealed class TraceCopyTests
{
    [Test]
    public async Task GiveUp_FileThatCannotBeClosed_IsSaidAndDoesNotThrow(CancellationToken token)
    {
        using var session = new PlayedSession();
        using var file = new FullDisk();
        var copy = new TraceCopy(session.Events, file, limit: 1_000_000);

        copy.GiveUp();

        copy.Problem.ShouldBe("the recording could not be written to its end (No space left on device)");
        await session.StopAsync(token);
        await copy.Ended.WaitAsync(token);
    }

    [Test]
    public async Task Ended_FileThatCannotBeWritten_ClosesItAndSaysWhatFailedFirst(CancellationToken token)
    {
        using var session = new PlayedSession();
        using var file = new FullDisk { Room = 3_000 };
        var copy = new TraceCopy(session.Events, file, limit: 1_000_000);
        session.Send(2_000);
        session.Send(2_000);

        await session.StopAsync(token);
        await copy.Ended.WaitAsync(token);

        copy.Problem.ShouldBe("the recording could not be written to its end (Disk quota exceeded)");
        file.Closings.ShouldBe(1);
    }

    /// <summary>Keeps back what it is given, and finds out when it is closed that there is no room.</summary>
    private sealed class FullDisk : MemoryStream
    {
        public int Room { get; init; } = int.MaxValue;

        public int Closings { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > Room)
            {
                throw new IOException("Disk quota exceeded.");
            }

            base.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (Closings++ == 0)
            {
                throw new IOException("No space left on device.");
            }
        }
    }
}
