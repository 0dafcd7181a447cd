using System.Data.SqlTypes;
using System.Globalization;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Queries;

/// <summary>The values that a query is asked with, a row of them each time.</summary>
/// <param name="Columns">The parameters, in the order of the file.</param>
/// <param name="Rows">Their values.</param>
/// <param name="Source">The whole file as it was read.</param>
public sealed record QueryParameters(
    IReadOnlyList<ParameterColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, string Source)
{
    private const string Micros = "yyyy-MM-dd HH:mm:ss.ffffff";

    /// <summary>Of each row the value of the first parameter, as it is compared with what was written; null where it has none.</summary>
    internal IEnumerable<string?> Keys => Rows.Select(row => KeyOf(row[0]));

    /// <summary>A value as it is compared with another of its type.</summary>
    internal static string? KeyOf(object? value) => value is null or SqlNull ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <summary>The values of a row by the names of their parameters.</summary>
    internal Dictionary<string, object?> Arguments(int row) =>
        Columns.Select((column, i) => (column.Name, Rows[row][i])).ToDictionary(pair => pair.Name, pair => pair.Item2);

    /// <summary>The same as text.</summary>
    internal Dictionary<string, string> Shown(int row) =>
        Arguments(row).ToDictionary(pair => pair.Key, pair => Text(pair.Value) ?? "NULL");

    /// <summary>A value as SQL writes it.</summary>
    internal string Literal(string name, int row)
    {
        var (index, column) = Columns.Index().First(column => column.Item.Name == name);
        return (Rows[row][index], Text(Rows[row][index])) switch
        {
            (_, null) => $"CAST(NULL AS {column.Type})",
            (byte[], var hexadecimal) => $"X'{hexadecimal}'",
            (string, var text) =>
                $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'",
            (_, var text) => $"CAST('{text}' AS {column.Type})",
        };
    }

    private static string? Text(object? value) => value switch
    {
        null or SqlNull => null,
        byte[] bytes => Convert.ToHexString(bytes),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString(Micros, CultureInfo.InvariantCulture) + "Z",
        DateTime local => local.ToString(Micros, CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>One parameter.</summary>
/// <param name="Name">As its marker has it, without the colon.</param>
/// <param name="Type">Spark's type, as SQL writes it.</param>
public sealed record ParameterColumn(string Name, string Type);
