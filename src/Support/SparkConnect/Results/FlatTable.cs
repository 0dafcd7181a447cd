using System.Buffers.Binary;

namespace SparkLoad.SparkConnect.Results;

/// <summary>A table of a FlatBuffer, every access checked against the buffer's end.</summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly int _position;
    private readonly int _vtable;
    private readonly int _vtableLength;

    private FlatTable(ReadOnlySpan<byte> buffer, long position)
    {
        _buffer = buffer;
        _position = Within(position, sizeof(int));
        _vtable = Within((long)_position - BinaryPrimitives.ReadInt32LittleEndian(buffer[_position..]), 2 * sizeof(ushort));
        _vtableLength = BinaryPrimitives.ReadUInt16LittleEndian(buffer[_vtable..]);
        Within(_vtable, _vtableLength);
    }

    public static FlatTable Root(ReadOnlySpan<byte> buffer) =>
        buffer.Length >= sizeof(uint)
            ? new FlatTable(buffer, BinaryPrimitives.ReadUInt32LittleEndian(buffer))
            : throw Malformed();

    public bool Has(int field) => Offset(field) != 0;

    public byte Byte(int field) => Offset(field) is > 0 and var at ? _buffer[Within(at, 1)] : (byte)0;

    public long Int64(int field) =>
        Offset(field) is > 0 and var at ? BinaryPrimitives.ReadInt64LittleEndian(_buffer[Within(at, sizeof(long))..]) : 0;

    /// <summary>The table that a field points to.</summary>
    public FlatTable Table(int field) => Offset(field) is > 0 and var at ? new FlatTable(_buffer, Follow(at)) : throw Malformed();

    /// <summary>Number of elements of a vector, each of at least <paramref name="size"/> bytes; 0 where it is absent.</summary>
    public int Count(int field, int size)
    {
        if (Offset(field) is not (> 0 and var at))
        {
            return 0;
        }

        var vector = Within(Follow(at), sizeof(uint));
        var count = BinaryPrimitives.ReadUInt32LittleEndian(_buffer[vector..]);
        Within((long)vector + sizeof(uint), (long)count * size);
        return (int)count;
    }

    /// <summary>Two numbers side by side in a vector of structs of 16 bytes.</summary>
    public (long First, long Second) Pair(int field, int index)
    {
        var at = Element(field, index, 2 * sizeof(long));
        return (BinaryPrimitives.ReadInt64LittleEndian(_buffer[at..]), BinaryPrimitives.ReadInt64LittleEndian(
            _buffer[(at + sizeof(long))..]));
    }

    /// <summary>A table in a vector of tables.</summary>
    public FlatTable Table(int field, int index) => new(_buffer, Follow(Element(field, index, sizeof(uint))));

    private int Element(int field, int index, int size) =>
        index < Count(field, size) && Offset(field) is > 0 and var at
            ? Within((long)Follow(at) + sizeof(uint) + ((long)index * size), size)
            : throw Malformed();

    private int Offset(int field)
    {
        var slot = (2 * sizeof(ushort)) + (field * sizeof(ushort));
        if (slot + sizeof(ushort) > _vtableLength)
        {
            return 0;
        }

        var offset = BinaryPrimitives.ReadUInt16LittleEndian(_buffer[(_vtable + slot)..]);
        return offset == 0 ? 0 : Within((long)_position + offset, 1);
    }

    private long Follow(int at) => at + (long)BinaryPrimitives.ReadUInt32LittleEndian(_buffer[Within(at, sizeof(uint))..]);

    private int Within(long position, long size) =>
        position >= 0 && size >= 0 && position + size <= _buffer.Length ? (int)position : throw Malformed();

    private static InvalidDataException Malformed() => new("An Arrow message's metadata is malformed.");
}
