using System.Data.SqlTypes;
using Google.Protobuf;
using Spark.Connect;
using Kind = Spark.Connect.Expression.Types.Literal.LiteralTypeOneofCase;
using Literal = Spark.Connect.Expression.Types.Literal;

namespace SparkLoad.SparkConnect.Plans;

/// <summary>.NET values as Spark's literals.</summary>
internal static class Literals
{
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <exception cref="ArgumentException">The value's type has no literal.</exception>
    public static Literal From(object? value) => value switch
    {
        null => new Literal { Null = new DataType { Null = new DataType.Types.NULL() } },
        SqlNull typed => new Literal { Null = TypeOf(From(typed.Like)) },
        bool flag => new Literal { Boolean = flag },
        sbyte number => new Literal { Byte = number },
        byte number => new Literal { Short = number },
        short number => new Literal { Short = number },
        int number => new Literal { Integer = number },
        long number => new Literal { Long = number },
        float number => new Literal { Float = number },
        double number => new Literal { Double = number },
        decimal number => FromDecimal(new SqlDecimal(number)),
        SqlDecimal number => FromDecimal(number),
        string text => new Literal { String = text },
        byte[] bytes => new Literal { Binary = ByteString.CopyFrom(bytes) },
        DateOnly date => new Literal { Date = date.DayNumber - EpochDay },
        DateTimeOffset instant => new Literal { Timestamp = Micros(instant.UtcTicks - DateTime.UnixEpoch.Ticks) },
        DateTime { Kind: DateTimeKind.Utc } instant => new Literal { Timestamp = Micros(instant.Ticks - DateTime.UnixEpoch.Ticks) },
        DateTime local => new Literal { TimestampNtz = Micros(local.Ticks - DateTime.UnixEpoch.Ticks) },
        TimeSpan span => new Literal { DayTimeInterval = Micros(span.Ticks) },
        YearMonthInterval interval => new Literal { YearMonthInterval = interval.Months },
        _ => throw new ArgumentException($"A value of type {value.GetType().Name} cannot be an argument of a query.", nameof(value)),
    };

    private static Literal FromDecimal(SqlDecimal number) => new()
    {
        Decimal = new Literal.Types.Decimal
        {
            Value = number.ToString(),
            Precision = number.Precision,
            Scale = number.Scale,
        },
    };

    private static DataType TypeOf(Literal literal) => literal.LiteralTypeCase switch
    {
        Kind.Boolean => new DataType { Boolean = new() },
        Kind.Byte => new DataType { Byte = new() },
        Kind.Short => new DataType { Short = new() },
        Kind.Integer => new DataType { Integer = new() },
        Kind.Long => new DataType { Long = new() },
        Kind.Float => new DataType { Float = new() },
        Kind.Double => new DataType { Double = new() },
        Kind.Decimal => new DataType { Decimal = new() { Precision = literal.Decimal.Precision, Scale = literal.Decimal.Scale } },
        Kind.String => new DataType { String = new() },
        Kind.Binary => new DataType { Binary = new() },
        Kind.Date => new DataType { Date = new() },
        Kind.Timestamp => new DataType { Timestamp = new() },
        Kind.TimestampNtz => new DataType { TimestampNtz = new() },
        _ => new DataType { Null = new() },
    };

    private static long Micros(long ticks) => ticks / TimeSpan.TicksPerMicrosecond;
}
