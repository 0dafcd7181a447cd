using Apache.Arrow.Types;
using DuckDB.NET.Native;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Results;

/// <summary>Chooses the builder that fits a column's type.</summary>
internal static class ColumnBuilders
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    public static ColumnBuilder For(ColumnType type, string zone)
    {
        var arrow = SparkTypes.ToArrow(type, zone);
        return type.Id switch
        {
            DuckDBType.Boolean => new BooleanColumn(),
            DuckDBType.TinyInt => new FixedWidthColumn<sbyte>(arrow),
            DuckDBType.SmallInt => new FixedWidthColumn<short>(arrow),
            DuckDBType.Integer or DuckDBType.Date => new FixedWidthColumn<int>(arrow),
            DuckDBType.BigInt or DuckDBType.Timestamp or DuckDBType.TimestampTz => new FixedWidthColumn<long>(arrow),
            DuckDBType.Float => new FixedWidthColumn<float>(arrow),
            DuckDBType.Double => new FixedWidthColumn<double>(arrow),
            DuckDBType.UnsignedTinyInt => new ConvertedColumn<byte, short>(arrow, v => v),
            DuckDBType.UnsignedSmallInt => new ConvertedColumn<ushort, int>(arrow, v => v),
            DuckDBType.UnsignedInteger => new ConvertedColumn<uint, long>(arrow, v => v),
            DuckDBType.UnsignedBigInt => new ConvertedColumn<ulong, long>(arrow, v => v <= long.MaxValue ? (long)v : throw Overflow()),
            DuckDBType.HugeInt => new ConvertedColumn<Int128, long>(
                arrow, v => v >= long.MinValue && v <= long.MaxValue ? (long)v : throw Overflow()),
            DuckDBType.Decimal => Decimal(type.Storage > 0 ? type.Storage : type.Width, arrow),
            DuckDBType.Varchar or DuckDBType.Blob => new BytesColumn(arrow),
            DuckDBType.Interval => new ConvertedColumn<Interval, long>(arrow, Microseconds),
            DuckDBType.SqlNull => new NullColumn(),
            DuckDBType.List => new ListColumn(arrow, For(type.Children[0].Type, zone)),
            DuckDBType.Array => new ArrayColumn(arrow, For(type.Children[0].Type, zone), type.ArraySize),
            DuckDBType.Map => new ListColumn(
                arrow, new StructColumn(((MapType)arrow).KeyValueType, [.. type.Children.Select(c => For(c.Type, zone))])),
            DuckDBType.Struct => new StructColumn(arrow, [.. type.Children.Select(c => For(c.Type, zone))]),
            _ => throw SparkErrors.Unsupported($"A result column of DuckDB's type {type.Id}"),
        };
    }

    /// <summary>DuckDB keeps a decimal in the smallest integer that holds its width, Arrow always in 16 bytes.</summary>
    private static ColumnBuilder Decimal(byte width, IArrowType arrow) => width switch
    {
        <= 4 => new ConvertedColumn<short, Int128>(arrow, v => v),
        <= 9 => new ConvertedColumn<int, Int128>(arrow, v => v),
        <= 18 => new ConvertedColumn<long, Int128>(arrow, v => v),
        _ => new FixedWidthColumn<Int128>(arrow),
    };

    private static long Microseconds(Interval interval) => interval.Months == 0
        ? (interval.Days * MicrosecondsPerDay) + interval.Micros
        : throw SparkErrors.Unsupported("An interval of months in a result");

    private static SparkException Overflow() => new(ErrorKind.Arithmetic, "ARITHMETIC_OVERFLOW", "22003", "long overflow.");

    /// <summary>As DuckDB lays an INTERVAL out.</summary>
    private readonly record struct Interval(int Months, int Days, long Micros);
}
