using System.Data.SqlTypes;
using System.Globalization;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Python;

/// <summary>A query as <c>run_load.py</c> reads it: its text and the values of its parameters, each with its type, or null.</summary>
internal static class PySparkQuery
{
    /// <summary>With every row of its parameters.</summary>
    public static IEnumerable<object?[]> All(PreparedQuery query) => query.Parameters is { } parameters
        ? Enumerable.Range(0, parameters.Rows.Count).Select(row => Of(query, row))
        : [Of(query, null)];

    public static object?[] Of(PreparedQuery query, int? row) => [query.Text, Values(query.Parameters, row)];

    private static Dictionary<string, string?[]>? Values(QueryParameters? parameters, int? row) =>
        parameters?.Columns.Index().ToDictionary(
            column => column.Item.Name, column => (string?[])[column.Item.Type, Text(parameters.Rows[row ?? 0][column.Index])]);

    private static string? Text(object? value) => value switch
    {
        null or SqlNull => null,
        bool truth => truth ? "true" : "false",
        byte[] bytes => Convert.ToHexString(bytes),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => Micros(instant.UtcTicks),
        DateTime local => Micros(local.Ticks),
        SqlDecimal number => number.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Micros(long ticks) =>
        ((ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
}
