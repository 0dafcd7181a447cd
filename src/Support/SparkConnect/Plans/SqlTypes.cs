using System.Globalization;
using Spark.Connect;
using Kind = Spark.Connect.DataType.KindOneofCase;

namespace SparkLoad.SparkConnect.Plans;

/// <summary>Spark's types in the words of SQL.</summary>
internal static class SqlTypes
{
    private static readonly string[] YearMonthFields = ["YEAR", "MONTH"];
    private static readonly string[] DayTimeFields = ["DAY", "HOUR", "MINUTE", "SECOND"];

    public static SparkSchema Schema(DataType type) =>
        new([.. type.Struct.Fields.Select(field => new SparkField(field.Name, Name(field.DataType), field.Nullable))]);

    public static string Name(DataType type) => type.KindCase switch
    {
        Kind.Null => "VOID",
        Kind.Binary => "BINARY",
        Kind.Boolean => "BOOLEAN",
        Kind.Byte => "TINYINT",
        Kind.Short => "SMALLINT",
        Kind.Integer => "INT",
        Kind.Long => "BIGINT",
        Kind.Float => "FLOAT",
        Kind.Double => "DOUBLE",
        Kind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Decimal.Precision},{type.Decimal.Scale})"),
        Kind.String => "STRING",
        Kind.Char => string.Create(CultureInfo.InvariantCulture, $"CHAR({type.Char.Length})"),
        Kind.VarChar => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({type.VarChar.Length})"),
        Kind.Date => "DATE",
        Kind.Timestamp => "TIMESTAMP",
        Kind.TimestampNtz => "TIMESTAMP_NTZ",
        Kind.Time => string.Create(CultureInfo.InvariantCulture, $"TIME({(type.Time.HasPrecision ? type.Time.Precision : 6)})"),
        Kind.CalendarInterval => "INTERVAL",
        Kind.YearMonthInterval => Interval(
            YearMonthFields,
            type.YearMonthInterval.HasStartField ? type.YearMonthInterval.StartField : 0,
            type.YearMonthInterval.HasEndField ? type.YearMonthInterval.EndField : 1),
        Kind.DayTimeInterval => Interval(
            DayTimeFields,
            type.DayTimeInterval.HasStartField ? type.DayTimeInterval.StartField : 0,
            type.DayTimeInterval.HasEndField ? type.DayTimeInterval.EndField : 3),
        Kind.Array => $"ARRAY<{Name(type.Array.ElementType)}>",
        Kind.Map => $"MAP<{Name(type.Map.KeyType)}, {Name(type.Map.ValueType)}>",
        Kind.Struct => $"STRUCT<{string.Join(", ", type.Struct.Fields.Select(field => $"{field.Name}: {Name(field.DataType)}"))}>",
        Kind.Variant => "VARIANT",
        Kind.Geometry => string.Create(CultureInfo.InvariantCulture, $"GEOMETRY({type.Geometry.Srid})"),
        Kind.Geography => string.Create(CultureInfo.InvariantCulture, $"GEOGRAPHY({type.Geography.Srid})"),
        Kind.Unparsed => type.Unparsed.DataTypeString,
        Kind.Udt => type.Udt.SqlType is { } sql ? Name(sql) : type.Udt.Type,
        _ => "UNKNOWN",
    };

    private static string Interval(string[] fields, int from, int to)
    {
        var first = from >= 0 && from < fields.Length ? fields[from] : "?";
        var last = to >= 0 && to < fields.Length ? fields[to] : "?";
        return first == last ? $"INTERVAL {first}" : $"INTERVAL {first} TO {last}";
    }
}
