using System.Buffers.Binary;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Counts the rows of Arrow IPC streams as their bytes come by, in whatever pieces, without decoding them: it reads each
/// message's frame and metadata and passes over its body.
/// </summary>
internal sealed class IpcScanner
{
    private const uint Continuation = 0xFFFFFFFF;
    private const int MostMetadata = 64 * 1024 * 1024;

    // Only of what comes in pieces: most messages bring theirs whole.
    private byte[] _metadata = [];
    private int _needed = FrameSize;
    private int _held;
    private long _bodyLeft;
    private bool _inMetadata;

    private const int FrameSize = sizeof(int);

    /// <summary>Rows of the record batches since the last <see cref="Complete"/>.</summary>
    public long Rows { get; private set; }

    /// <summary>Record batches since the last <see cref="Complete"/>.</summary>
    public int Batches { get; private set; }

    /// <exception cref="InvalidDataException">The bytes are not an Arrow stream.</exception>
    public void Append(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            if (_bodyLeft > 0)
            {
                var passed = (int)Math.Min(_bodyLeft, data.Length);
                _bodyLeft -= passed;
                data = data[passed..];
                continue;
            }

            var taken = Math.Min(_needed - _held, data.Length);
            var piece = data[..taken];
            data = data[taken..];
            if (taken == _needed)
            {
                Step(piece);
                continue;
            }

            Hold(piece);
            if (_held == _needed)
            {
                _held = 0;
                Step(_metadata.AsSpan(0, _needed));
            }
        }
    }

    /// <summary>Ends one IPC stream and makes ready for the next.</summary>
    /// <returns>Rows of the stream that ended.</returns>
    /// <exception cref="InvalidDataException">It ended within a message.</exception>
    public long Complete()
    {
        if (_bodyLeft > 0 || _inMetadata || _held > 0)
        {
            throw new InvalidDataException("An Arrow batch ends within a message.");
        }

        var rows = Rows;
        Rows = 0;
        Batches = 0;
        _needed = FrameSize;
        return rows;
    }

    private void Hold(ReadOnlySpan<byte> piece)
    {
        if (_metadata.Length < _needed)
        {
            Array.Resize(ref _metadata, _needed);
        }

        piece.CopyTo(_metadata.AsSpan(_held));
        _held += piece.Length;
    }

    private void Step(ReadOnlySpan<byte> whole)
    {
        if (_inMetadata)
        {
            var message = IpcMessage.Read(whole);
            _bodyLeft = message.BodyLength;
            if (message.Kind == IpcMessageKind.RecordBatch)
            {
                Rows = checked(Rows + message.Rows);
                Batches++;
            }

            _inMetadata = false;
            _needed = FrameSize;
            return;
        }

        var frame = BinaryPrimitives.ReadUInt32LittleEndian(whole);
        if (frame is Continuation or 0)
        {
            // After the continuation mark comes the length; a length of zero is the end of the stream.
            return;
        }

        if (frame > MostMetadata)
        {
            throw new InvalidDataException($"An Arrow message claims {frame} bytes of metadata.");
        }

        _needed = (int)frame;
        _inMetadata = true;
    }
}
