using System.Data.SqlTypes;
using System.Globalization;
using System.Text.RegularExpressions;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Queries;

/// <summary>A type of Spark's that a column of parameters can have.</summary>
/// <param name="Name">As SQL writes it.</param>
/// <param name="Example">How a value is written.</param>
/// <param name="Null">What an empty field means.</param>
/// <param name="Read">The value, or null for a text that is none.</param>
internal sealed partial record ParameterType(string Name, string Example, SqlNull Null, Func<string, object?> Read)
{
    private const int MostDigits = 38;
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
    private const string Date = "yyyy'-'MM'-'dd";

    private static readonly string[] Times =
    [
        .. from between in (string[])["' '", "'T'"]
           from time in (string[])["HH':'mm", "HH':'mm':'ss", "HH':'mm':'ss'.'FFFFFF"]
           select Date + between + time,
    ];

    private static readonly ParameterType[] Simple =
    [
        new("string", "text", new(""), text => text),
        new("boolean", "true", new(true), text => bool.TryParse(text, out var value) ? value : null),
        new("tinyint", "-128", new((sbyte)0), text => sbyte.TryParse(text, Whole, CultureInfo.InvariantCulture, out var n) ? n : null),
        new("smallint", "-32768", new((short)0), text => short.TryParse(text, Whole, CultureInfo.InvariantCulture, out var n) ? n : null),
        new("int", "42", new(0), text => int.TryParse(text, Whole, CultureInfo.InvariantCulture, out var n) ? n : null),
        new("bigint", "42", new(0L), text => long.TryParse(text, Whole, CultureInfo.InvariantCulture, out var n) ? n : null),
        new("float", "1.5", new(0f), text => Float(text) is { } n && !IsTooLarge(text, (float)n)
            ? float.Parse(text, CultureInfo.InvariantCulture)
            : null),
        new("double", "1.5", new(0d), text => Float(text) is { } n && !IsTooLarge(text, n) ? n : null),
        new("date", "2024-01-31", new(DateOnly.MinValue),
            text => DateOnly.TryParseExact(text, Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null),
        new("timestamp", "2024-01-31T08:30:00Z", new(DateTimeOffset.MinValue), text => Instant(text)),
        new("timestamp_ntz", "2024-01-31T08:30:00", new(DateTime.MinValue), text => Local(text)),
        new("binary", "0xCAFE", new(Array.Empty<byte>()), Bytes),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Simple.Select(type => type.Name), "decimal(10,2)"];

    public static ParameterType String => Simple[0];

    /// <summary>The type of that name, or null.</summary>
    public static ParameterType? Of(string name) =>
        Array.Find(Simple, type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (DecimalName().Match(name) is { Success: true } match ? Decimal(match) : null);

    private static ParameterType? Decimal(Match match)
    {
        var precision = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var scale = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return precision is < 1 or > MostDigits || scale > precision
            ? null
            : new(string.Create(CultureInfo.InvariantCulture, $"decimal({precision},{scale})"), scale == 0 ? "12" : "12.5",
                new(SqlDecimal.ConvertToPrecScale(new SqlDecimal(0), precision, scale)), text => DecimalOf(text, precision, scale));
    }

    /// <summary>Nothing is rounded: a value with more digits is none.</summary>
    private static SqlDecimal? DecimalOf(string text, int precision, int scale) =>
        DecimalValue().Match(text) is { Success: true } match
        && match.Groups["whole"].Value.TrimStart('0').Length <= precision - scale
        && match.Groups["part"].Value.TrimEnd('0').Length <= scale
            ? SqlDecimal.ConvertToPrecScale(SqlDecimal.Parse(Shortest(match)), precision, scale)
            : null;

    // Of 38 digits none may be a zero that says nothing.
    private static string Shortest(Match match)
    {
        var (whole, part) = (match.Groups["whole"].Value.TrimStart('0').PadLeft(1, '0'), match.Groups["part"].Value.TrimEnd('0'));
        return $"{match.Groups["sign"].Value.TrimStart('+')}{whole}{(part.Length == 0 ? "" : ".")}{part}";
    }

    private static double? Float(string text) =>
        double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool IsTooLarge(string text, double number) =>
        double.IsInfinity(number) && !text.TrimStart('-', '+').Equals("Infinity", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Instant(string text) =>
        Zone().Match(text) is { Success: true } zone && Local(text[..zone.Index]) is DateTime local
        && DateTimeOffset.TryParseExact(
            $"{local.ToString("O", CultureInfo.InvariantCulture)}{(zone.Value == "Z" ? "+00:00" : zone.Value)}", "O",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : null;

    private static DateTime? Local(string text) =>
        DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static byte[]? Bytes(string text) =>
        Hexadecimal().Match(text) is { Success: true } match ? Convert.FromHexString(match.Groups[1].ValueSpan) : null;

    [GeneratedRegex(@"^decimal\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)$", RegexOptions.IgnoreCase)]
    private static partial Regex DecimalName();

    [GeneratedRegex(@"^(?<sign>[+-]?)(?=\.?[0-9])(?<whole>[0-9]*)(\.(?<part>[0-9]*))?$")]
    private static partial Regex DecimalValue();

    [GeneratedRegex(@"(Z|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex Zone();

    [GeneratedRegex(@"^0x((?:[0-9a-fA-F]{2})+)$")]
    private static partial Regex Hexadecimal();
}
