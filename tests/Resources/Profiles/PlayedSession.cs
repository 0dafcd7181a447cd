using System.Collections.Concurrent;
using SparkLoad.Resources.Profiles;

namespace SparkLoad.Resources.Tests.Profiles;

/// <summary>A runtime that sends what a test says, and ends when a test says so.</summary>
internal sealed class PlayedSession : IEventSession
{
    private readonly BlockingCollection<byte[]> _sent = [];

    public Stream Events => new SentBytes(_sent);

    /// <summary>Whether asking it to stop ends it; otherwise it goes on for good.</summary>
    public bool Stops { get; init; } = true;

    public TaskCompletionSource StopAsked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Send(int bytes) => _sent.Add(new byte[bytes]);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        StopAsked.TrySetResult();
        if (!Stops)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        _sent.CompleteAdding();
    }

    public void Dispose() => Disposed.TrySetResult();

    /// <summary>Blocks where nothing has come yet, as a socket does.</summary>
    private sealed class SentBytes(BlockingCollection<byte[]> sent) : Stream
    {
        private ReadOnlyMemory<byte> _rest;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_rest.IsEmpty && sent.TryTake(out var next, Timeout.Infinite))
            {
                _rest = next;
            }

            var taken = Math.Min(count, _rest.Length);
            _rest.Span[..taken].CopyTo(buffer.AsSpan(offset));
            _rest = _rest[taken..];
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
