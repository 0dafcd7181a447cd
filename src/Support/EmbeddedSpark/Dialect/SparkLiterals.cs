using System.Globalization;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;
using Literal = Spark.Connect.Expression.Types.Literal;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Literals in DuckDB's words: numbers with Spark's suffixes, and the typed values of parameters.</summary>
internal static class SparkLiterals
{
    public static string Number(string text)
    {
        var digits = text.TrimEnd('L', 'l', 'S', 's', 'Y', 'y', 'D', 'd', 'F', 'f', 'B', 'b');
        return text[digits.Length..].ToUpperInvariant() switch
        {
            "" => digits,
            "L" => $"CAST({digits} AS BIGINT)",
            "S" => $"CAST({digits} AS SMALLINT)",
            "Y" => $"CAST({digits} AS TINYINT)",
            "D" => $"CAST({digits} AS DOUBLE)",
            "F" => $"CAST({digits} AS FLOAT)",
            "BD" => Decimal(digits),
            _ => throw SparkErrors.Parse($"'{text}'"),
        };
    }

    public static string Value(Literal literal) => literal.LiteralTypeCase switch
    {
        Literal.LiteralTypeOneofCase.Null => "NULL",
        Literal.LiteralTypeOneofCase.Boolean => literal.Boolean ? "TRUE" : "FALSE",
        Literal.LiteralTypeOneofCase.Byte => Typed(literal.Byte, "TINYINT"),
        Literal.LiteralTypeOneofCase.Short => Typed(literal.Short, "SMALLINT"),
        Literal.LiteralTypeOneofCase.Integer => Typed(literal.Integer, "INTEGER"),
        Literal.LiteralTypeOneofCase.Long => Typed(literal.Long, "BIGINT"),
        Literal.LiteralTypeOneofCase.Float => Typed($"'{literal.Float.ToString("R", CultureInfo.InvariantCulture)}'", "FLOAT"),
        Literal.LiteralTypeOneofCase.Double => Typed($"'{literal.Double.ToString("R", CultureInfo.InvariantCulture)}'", "DOUBLE"),
        Literal.LiteralTypeOneofCase.Decimal => Decimal(literal.Decimal),
        Literal.LiteralTypeOneofCase.String => SqlTree.Literal(literal.String),
        Literal.LiteralTypeOneofCase.Binary => $"unhex('{Convert.ToHexString(literal.Binary.Span)}')",
        Literal.LiteralTypeOneofCase.Date => $"(DATE '1970-01-01' + {literal.Date.ToString(CultureInfo.InvariantCulture)})",
        Literal.LiteralTypeOneofCase.Timestamp => $"make_timestamptz({literal.Timestamp.ToString(CultureInfo.InvariantCulture)})",
        Literal.LiteralTypeOneofCase.TimestampNtz => $"make_timestamp({literal.TimestampNtz.ToString(CultureInfo.InvariantCulture)})",
        Literal.LiteralTypeOneofCase.DayTimeInterval =>
            $"to_microseconds({literal.DayTimeInterval.ToString(CultureInfo.InvariantCulture)})",
        _ => throw SparkErrors.Unsupported($"A literal of the type {literal.LiteralTypeCase}"),
    };

    private static string Typed(IFormattable value, string type) => Typed(value.ToString(null, CultureInfo.InvariantCulture), type);

    private static string Typed(string value, string type) => $"CAST({value} AS {type})";

    private static string Decimal(string digits)
    {
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : digits.Length - point - 1;
        return string.Create(
            CultureInfo.InvariantCulture, $"CAST({digits} AS DECIMAL({Math.Max(1, digits.Length - (point < 0 ? 0 : 1))},{scale}))");
    }

    private static string Decimal(Literal.Types.Decimal value) => value.HasPrecision && value.HasScale
        ? string.Create(CultureInfo.InvariantCulture, $"CAST('{value.Value}' AS DECIMAL({value.Precision},{value.Scale}))")
        : Decimal(value.Value);
}
