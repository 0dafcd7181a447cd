using Apache.Arrow;
using Apache.Arrow.Types;
using DuckDB.NET.Native;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Results;

/// <summary>Which Spark and Arrow types stand for a type of DuckDB. HUGEINT is what DuckDB sums integers into; Spark says BIGINT.</summary>
internal static class SparkTypes
{
    public static DataType ToSpark(ColumnType type) => type.Id switch
    {
        DuckDBType.Boolean => new() { Boolean = new() },
        DuckDBType.TinyInt => new() { Byte = new() },
        DuckDBType.SmallInt or DuckDBType.UnsignedTinyInt => new() { Short = new() },
        DuckDBType.Integer or DuckDBType.UnsignedSmallInt => new() { Integer = new() },
        DuckDBType.BigInt or DuckDBType.UnsignedInteger or DuckDBType.UnsignedBigInt or DuckDBType.HugeInt => new() { Long = new() },
        DuckDBType.Float => new() { Float = new() },
        DuckDBType.Double => new() { Double = new() },
        DuckDBType.Decimal => new() { Decimal = new() { Precision = type.Width, Scale = type.Scale } },
        DuckDBType.Varchar => new() { String = new() },
        DuckDBType.Blob => new() { Binary = new() },
        DuckDBType.Date => new() { Date = new() },
        DuckDBType.TimestampTz => new() { Timestamp = new() },
        DuckDBType.Timestamp => new() { TimestampNtz = new() },
        DuckDBType.Interval => new() { DayTimeInterval = new() { StartField = 0, EndField = 3 } },
        DuckDBType.SqlNull => new() { Null = new() },
        DuckDBType.List or DuckDBType.Array =>
            new() { Array = new() { ElementType = ToSpark(type.Children[0].Type), ContainsNull = true } },
        DuckDBType.Map => new()
        {
            Map = new() { KeyType = ToSpark(type.Children[0].Type), ValueType = ToSpark(type.Children[1].Type), ValueContainsNull = true },
        },
        DuckDBType.Struct => new() { Struct = ToStruct(type.Children) },
        _ => throw SparkErrors.Unsupported($"A result column of DuckDB's type {type.Id}"),
    };

    public static DataType.Types.Struct ToStruct(IEnumerable<(string Name, ColumnType Type)> columns)
    {
        var fields = new DataType.Types.Struct();
        fields.Fields.AddRange(
            columns.Select(c => new DataType.Types.StructField { Name = c.Name, DataType = ToSpark(c.Type), Nullable = true }));
        return fields;
    }

    /// <param name="zone">The session's time zone, which Spark writes into every TIMESTAMP column.</param>
    public static Schema ToArrow(IEnumerable<(string Name, ColumnType Type)> columns, string zone) =>
        new([.. columns.Select(c => ToField(c.Name, c.Type, zone))], metadata: null);

    public static IArrowType ToArrow(ColumnType type, string zone) => type.Id switch
    {
        DuckDBType.Boolean => BooleanType.Default,
        DuckDBType.TinyInt => Int8Type.Default,
        DuckDBType.SmallInt or DuckDBType.UnsignedTinyInt => Int16Type.Default,
        DuckDBType.Integer or DuckDBType.UnsignedSmallInt => Int32Type.Default,
        DuckDBType.BigInt or DuckDBType.UnsignedInteger or DuckDBType.UnsignedBigInt or DuckDBType.HugeInt => Int64Type.Default,
        DuckDBType.Float => FloatType.Default,
        DuckDBType.Double => DoubleType.Default,
        DuckDBType.Decimal => new Decimal128Type(type.Width, type.Scale),
        DuckDBType.Varchar => StringType.Default,
        DuckDBType.Blob => BinaryType.Default,
        DuckDBType.Date => Date32Type.Default,
        DuckDBType.TimestampTz => new TimestampType(TimeUnit.Microsecond, zone),
        DuckDBType.Timestamp => new TimestampType(TimeUnit.Microsecond, (string?)null),
        DuckDBType.Interval => DurationType.Microsecond,
        DuckDBType.SqlNull => NullType.Default,
        DuckDBType.List or DuckDBType.Array => new ListType(ToField("element", type.Children[0].Type, zone)),
        DuckDBType.Map => new MapType(
            new Field("key", ToArrow(type.Children[0].Type, zone), nullable: false), ToField("value", type.Children[1].Type, zone)),
        DuckDBType.Struct => new StructType([.. type.Children.Select(c => ToField(c.Name, c.Type, zone))]),
        _ => throw SparkErrors.Unsupported($"A result column of DuckDB's type {type.Id}"),
    };

    private static Field ToField(string name, ColumnType type, string zone) => new(name, ToArrow(type, zone), nullable: true);
}
