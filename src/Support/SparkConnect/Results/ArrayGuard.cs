using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Holds decoded arrays to their own lengths, so that reading a value can never go wrong later: every buffer must be long
/// enough for the values it claims, and offsets must rise and stay within what they point into.
/// </summary>
internal static class ArrayGuard
{
    private const int Validity = 0;
    private const int Values = 1;
    private const int Bytes = 2;

    /// <exception cref="InvalidDataException">An array reaches beyond its memory.</exception>
    public static void Check(ArrayData data)
    {
        var length = (long)data.Offset + data.Length;
        if (data.Length < 0 || data.Offset < 0)
        {
            throw Beyond(data);
        }

        if (data.DataType.TypeId != ArrowTypeId.Null && data.NullCount != 0 && Size(data, Validity) > 0)
        {
            Require(data, Validity, (length + 7) / 8);
        }

        switch (data.DataType)
        {
            case StringType or BinaryType:
                CheckOffsets<int>(data, length, Size(data, Bytes));
                break;
            case LargeStringType or LargeBinaryType:
                CheckOffsets<long>(data, length, Size(data, Bytes));
                break;
            case ListType or MapType:
                CheckOffsets<int>(data, length, Child(data, 0).Length);
                break;
            case StructType:
                break;
            case BooleanType:
                Require(data, Values, (length + 7) / 8);
                break;
            case Decimal128Type number when number.Precision is < 1 or > 38 || number.Scale < 0 || number.Scale > number.Precision:
                throw new InvalidDataException(
                    $"An Arrow column is a decimal of {number.Precision} digits, {number.Scale} of them after the point.");
            case FixedWidthType fixedWidth:
                Require(data, Values, length * fixedWidth.BitWidth / 8);
                break;
        }

        foreach (var child in data.Children ?? [])
        {
            if (data.DataType is StructType && child.Length < data.Length)
            {
                throw Beyond(data);
            }

            Check(child);
        }
    }

    private static void CheckOffsets<T>(ArrayData data, long length, long available)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        if (data.Length == 0 && Size(data, Values) == 0)
        {
            return;
        }

        Require(data, Values, (length + 1) * Marshal.SizeOf<T>());
        var last = T.Zero;
        foreach (var offset in MemoryMarshal.Cast<byte, T>(data.Buffers[Values].Span)[..(int)(length + 1)])
        {
            if (offset < last)
            {
                throw Beyond(data);
            }

            last = offset;
        }

        if (long.CreateSaturating(last) > available)
        {
            throw Beyond(data);
        }
    }

    private static void Require(ArrayData data, int buffer, long bytes)
    {
        if (Size(data, buffer) < bytes)
        {
            throw Beyond(data);
        }
    }

    private static long Size(ArrayData data, int buffer) =>
        data.Buffers is { } buffers && buffer < buffers.Length ? buffers[buffer].Length : 0;

    private static ArrayData Child(ArrayData data, int index) =>
        data.Children is { } children && index < children.Length ? children[index] : throw Beyond(data);

    private static InvalidDataException Beyond(ArrayData data) =>
        new($"An Arrow column of type {data.DataType.Name} reaches beyond its memory.");
}
