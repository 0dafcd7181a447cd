using Google.Protobuf;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>Reads protobuf fields from a span without copying. Malformed input is an <see cref="InvalidDataException"/>.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>Number of the field that was read last.</summary>
    public int Field { get; private set; }

    private WireFormat.WireType _wireType;

    /// <summary>Moves to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_position == _data.Length)
        {
            return false;
        }

        var tag = ReadVarint();
        _wireType = (WireFormat.WireType)(tag & 7);
        Field = tag is > 0 and <= uint.MaxValue ? (int)(tag >> 3) : 0;
        return Field > 0 ? true : throw Malformed("a field has no number");
    }

    public readonly bool IsBytes => _wireType == WireFormat.WireType.LengthDelimited;

    public readonly bool IsVarint => _wireType == WireFormat.WireType.Varint;

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if ((uint)_position >= (uint)_data.Length)
            {
                throw Malformed("it ends within a number");
            }

            var part = _data[_position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Malformed("a number is longer than 10 bytes");
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)(_data.Length - _position) ? Take((int)length) : throw Malformed("it ends within a field");
    }

    /// <summary>Passes over the current field's value.</summary>
    public void Skip()
    {
        switch (_wireType)
        {
            case WireFormat.WireType.Varint:
                ReadVarint();
                break;
            case WireFormat.WireType.Fixed64:
                ReadFixed(sizeof(ulong));
                break;
            case WireFormat.WireType.LengthDelimited:
                ReadBytes();
                break;
            case WireFormat.WireType.Fixed32:
                ReadFixed(sizeof(uint));
                break;
            default:
                throw Malformed("a field has an unknown wire type");
        }
    }

    private void ReadFixed(int size)
    {
        if (_data.Length - _position < size)
        {
            throw Malformed("it ends within a fixed number");
        }

        _position += size;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _data.Slice(_position, length);
        _position += length;
        return taken;
    }

    private static InvalidDataException Malformed(string reason) => new($"The server's message cannot be read: {reason}.");
}
