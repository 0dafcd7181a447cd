using System.Buffers.Binary;

namespace SparkLoad.SparkConnect.Tests.Faults;

/// <summary>Follows the frames of HTTP/2 in one direction of a connection and counts what they carry.</summary>
internal sealed class FrameReader(bool fromClient)
{
    private const int HeaderSize = 9;
    private const int PrefixSize = 5;
    private const byte Data = 0;
    private const byte Ping = 6;
    private const byte Acknowledged = 1;

    private readonly byte[] _header = new byte[HeaderSize];
    private readonly Dictionary<int, Message> _messages = [];
    private int _prefaceLeft = fromClient ? "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length : 0;
    private int _headerHeld;
    private int _payloadLeft;

    /// <summary>Messages of gRPC that have passed whole.</summary>
    public int Messages { get; private set; }

    /// <summary>Pings that ask for an answer.</summary>
    public int Pings { get; private set; }

    /// <summary>Reads on until the bytes, or so many messages, have passed.</summary>
    /// <returns>Bytes that were read.</returns>
    public int Read(ReadOnlySpan<byte> bytes, int messages = int.MaxValue)
    {
        var read = 0;
        while (read < bytes.Length && Messages < messages)
        {
            read += Step(bytes[read..]);
        }

        return read;
    }

    private int Step(ReadOnlySpan<byte> bytes)
    {
        if (_prefaceLeft > 0)
        {
            var passed = Math.Min(_prefaceLeft, bytes.Length);
            _prefaceLeft -= passed;
            return passed;
        }

        if (_headerHeld < HeaderSize)
        {
            _header[_headerHeld++] = bytes[0];
            if (_headerHeld == HeaderSize)
            {
                BeginFrame();
            }

            return 1;
        }

        var part = bytes[..Math.Min(_payloadLeft, bytes.Length)];
        var taken = _header[3] == Data ? MessageOfStream().Take(part, () => Messages++) : part.Length;
        EndPart(taken);
        return taken;
    }

    private void BeginFrame()
    {
        _payloadLeft = (_header[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(1));
        if (_header[3] == Ping && (_header[4] & Acknowledged) == 0)
        {
            Pings++;
        }

        EndPart(0);
    }

    private void EndPart(int taken)
    {
        _payloadLeft -= taken;
        if (_payloadLeft == 0)
        {
            _headerHeld = 0;
        }
    }

    private Message MessageOfStream()
    {
        var stream = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(5));
        return _messages.TryGetValue(stream, out var message) ? message : _messages[stream] = new Message();
    }

    /// <summary>The message under way in one stream: a prefix of five bytes with its length, then its bytes.</summary>
    private sealed class Message
    {
        private readonly byte[] _prefix = new byte[PrefixSize];
        private int _prefixHeld;
        private uint _left;

        /// <summary>Takes bytes up to the end of one message at most.</summary>
        public int Take(ReadOnlySpan<byte> bytes, Action ended)
        {
            var taken = 0;
            while (_prefixHeld < PrefixSize && taken < bytes.Length)
            {
                _prefix[_prefixHeld++] = bytes[taken++];
                _left = BinaryPrimitives.ReadUInt32BigEndian(_prefix.AsSpan(1));
            }

            var body = (int)Math.Min(_left, bytes.Length - taken);
            _left -= (uint)(_prefixHeld == PrefixSize ? body : 0);
            taken += _prefixHeld == PrefixSize ? body : 0;
            if (_prefixHeld == PrefixSize && _left == 0)
            {
                _prefixHeld = 0;
                ended();
            }

            return taken;
        }
    }
}
