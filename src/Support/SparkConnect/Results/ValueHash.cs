using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Hashes of column values by what they mean: an integer's width, a decimal's trailing zeros and a timestamp's unit do not count, nor
/// does what lies beyond the twelfth digit of a double, because a server adds up in whatever order its partitions end.
/// </summary>
internal static class ValueHash
{
    public const ulong Seed = 0x9E3779B97F4A7C15;

    private const ulong Null = 0xA0761D6478BD642F;

    /// <summary>Mixes each row's value of a column into that row's hash.</summary>
    /// <exception cref="InvalidDataException">The column's type is none that Spark sends.</exception>
    public static void Mix(IArrowArray column, Span<ulong> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Combine(rows[i], Of(column, i));
        }
    }

    public static ulong Finish(ulong hash) => Scramble(hash);

    private static ulong Of(IArrowArray array, int index)
    {
        if (array.IsNull(index))
        {
            return Null;
        }

        return array switch
        {
            Int64Array values => Of(values.Values[index]),
            Int32Array values => Of(values.Values[index]),
            DoubleArray values => Of(values.Values[index]),
            StringArray values => Of(values.GetBytes(index)),
            BinaryArray values => Of(values.GetBytes(index)),
            TimestampArray values => Of(Micros(values.Values[index], ((TimestampType)values.Data.DataType).Unit)),
            BooleanArray values => Of(values.GetValue(index).GetValueOrDefault() ? 1L : 0L),
            Date32Array values => Of(values.Values[index]),
            Decimal128Array values => Of(values, index),
            FloatArray values => Of((double)values.Values[index]),
            Int16Array values => Of(values.Values[index]),
            Int8Array values => Of(values.Values[index]),
            DurationArray values => Of(Micros(values.Values[index], ((DurationType)values.Data.DataType).Unit)),
            Time64Array values => Of(values.Values[index]),
            LargeStringArray values => Of(values.GetBytes(index)),
            LargeBinaryArray values => Of(values.GetBytes(index)),
            YearMonthIntervalArray values => Of(values.Values[index].Months),
            MonthDayNanosecondIntervalArray values => Of(values.Values[index]),
            MapArray values => OfEntries(values, index),
            ListArray values => OfElements(values.Values, values.ValueOffsets[index], values.ValueOffsets[index + 1]),
            StructArray values => OfFields(values, index),
            NullArray => Null,
            _ => throw new InvalidDataException($"A column has the Arrow type {array.Data.DataType.Name}, which Spark does not send."),
        };
    }

    private static ulong Of(long value) => Scramble((ulong)value);

    private static ulong Of(double value) => value switch
    {
        0 => Scramble(0),
        double.NaN => Scramble(0x7FF8000000000000),
        _ => Scramble((BitConverter.DoubleToUInt64Bits(value) + 0x800) & ~0xFFFUL),
    };

    private static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Combine(Seed, (ulong)bytes.Length);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            hash = Combine(hash, word);
        }

        ulong rest = 0;
        foreach (var last in bytes[(words.Length * sizeof(ulong))..])
        {
            rest = (rest << 8) | last;
        }

        return Combine(hash, rest);
    }

    private static ulong Of(Decimal128Array values, int index)
    {
        var number = MemoryMarshal.Read<Int128>(values.ValueBuffer.Span.Slice((values.Offset + index) * 16, 16));
        var scale = values.Scale;
        while (scale > 0 && number % 10 == 0)
        {
            number /= 10;
            scale--;
        }

        return scale == 0 && number >= long.MinValue && number <= long.MaxValue
            ? Of((long)number)
            : Combine(Combine(Scramble((ulong)number), (ulong)(number >> 64)), (ulong)scale);
    }

    private static ulong Of(Apache.Arrow.Scalars.MonthDayNanosecondInterval value) =>
        Combine(Combine(Of(value.Months), (ulong)value.Days), (ulong)value.Nanoseconds);

    private static ulong OfElements(IArrowArray elements, int from, int to)
    {
        var hash = Combine(Seed, (ulong)(to - from));
        for (var i = from; i < to; i++)
        {
            hash = Combine(hash, Of(elements, i));
        }

        return hash;
    }

    // A map's entries have no order of their own.
    private static ulong OfEntries(MapArray map, int index)
    {
        ulong sum = 0;
        for (var i = map.ValueOffsets[index]; i < map.ValueOffsets[index + 1]; i++)
        {
            sum += Scramble(Combine(Of(map.Keys, i), Of(map.Values, i)));
        }

        return Combine(Seed, sum);
    }

    private static ulong OfFields(StructArray fields, int index)
    {
        var hash = Seed;
        foreach (var field in fields.Fields)
        {
            hash = Combine(hash, Of(field, index));
        }

        return hash;
    }

    private static long Micros(long value, TimeUnit unit) => unit switch
    {
        TimeUnit.Second => value * 1_000_000,
        TimeUnit.Millisecond => value * 1_000,
        TimeUnit.Nanosecond => value / 1_000,
        _ => value,
    };

    private static ulong Combine(ulong hash, ulong value) => Scramble((hash * 0xFF51AFD7ED558CCD) ^ value);

    private static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
