namespace SparkLoad.Resources.Profiles;

/// <summary>
/// Copies a session's events into a file, on a thread of its own: the runtime that sends them is the one that has to take them,
/// and must never wait for its own thread pool.
/// </summary>
internal sealed class TraceCopy
{
    // Names of methods follow the limit; a runtime that sends more than this is not written any further.
    private const long RoomForNames = 64_000_000;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Stream _events;
    private readonly long _limit;
    private Stream? _file;
    private long _written;

    public TraceCopy(Stream events, Stream file, long limit)
    {
        (_events, _file, _limit) = (events, file, limit);
        new Thread(Copy) { IsBackground = true, Name = "profile recording" }.Start();
    }

    /// <summary>The session has ended and the file is closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The file has reached its limit.</summary>
    public Task Full => _full.Task;

    /// <summary>Why the file is not complete; null where it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Closes the file where the session does not end. What it cannot write any more is a <see cref="Problem"/>.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            var file = _file;
            _file = null;
            try
            {
                file?.Dispose();
            }
            catch (IOException e)
            {
                Problem ??= Unwritten(e);
            }
        }
    }

    private void Copy()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (_events.Read(buffer) is > 0 and var count)
            {
                Write(buffer.AsSpan(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Problem ??= "the runtime broke its recording off";
        }

        GiveUp();
        _ended.TrySetResult();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_file is null || _written > _limit + RoomForNames)
            {
                return;
            }

            try
            {
                _file.Write(bytes);
                _written += bytes.Length;
            }
            catch (IOException e)
            {
                // Reading goes on, because a runtime whose events nobody takes does not end its session.
                Problem = Unwritten(e);
                GiveUp();
            }
        }

        if (_written > _limit)
        {
            _full.TrySetResult();
        }
    }

    private static string Unwritten(IOException e) => $"the recording could not be written to its end ({e.Message.TrimEnd('.')})";
}
