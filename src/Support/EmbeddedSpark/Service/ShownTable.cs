using System.Text;
using DuckDB.NET.Data;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Dialect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>What <c>DataFrame.show()</c> prints: a result of one text.</summary>
internal static class ShownTable
{
    private const int NarrowestColumn = 3;

    public static string Of(ShowString show, string query, DuckConnection connection)
    {
        if (show.Vertical)
        {
            throw SparkErrors.Unsupported("The vertical form of show()");
        }

        try
        {
            var (rows, more) = Rows(query, show, connection);
            return $"SELECT {SqlTree.Literal(Draw(rows, show, more))} AS show_string";
        }
        catch (DuckDBException error)
        {
            throw DuckErrors.ToSpark(error.Message, "");
        }
    }

    /// <returns>The names of the columns and then the rows.</returns>
    private static (List<string[]> Rows, bool More) Rows(string query, ShowString show, DuckConnection connection)
    {
        using var statement = connection.Prepare(query, "");
        var names = statement.Columns.Select(c => c.Name).ToArray();
        using var command = connection.Ado.CreateCommand();
        var texts = string.Join(", ", names.Select(n => $"coalesce(to_text({SqlTree.Name(n)}), 'NULL')"));
        command.CommandText = FormattableString.Invariant($"SELECT {texts} FROM ({query}) LIMIT {show.NumRows + 1L}");
        using var reader = command.ExecuteReader();
        List<string[]> rows = [names];
        while (reader.Read())
        {
            if (rows.Count > show.NumRows)
            {
                return (rows, true);
            }

            rows.Add([.. Enumerable.Range(0, names.Length).Select(i => Cut(reader.GetString(i), show.Truncate))]);
        }

        return (rows, false);
    }

    private static string Cut(string text, int limit) => limit <= 0 || text.Length <= limit ? text : limit < 4 ? text[..limit] : text[..(limit - 3)] + "...";

    private static string Draw(List<string[]> rows, ShowString show, bool more)
    {
        int[] widths = [.. rows[0].Select((_, i) => Math.Max(NarrowestColumn, rows.Max(r => r[i].Length)))];
        var line = $"+{string.Join('+', widths.Select(w => new string('-', w)))}+\n";
        var text = new StringBuilder(line);
        for (var row = 0; row < rows.Count; row++)
        {
            text.Append('|').AppendJoin('|', rows[row].Select((cell, i) => show.Truncate > 0 ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).Append("|\n");
            text.Append(row == 0 ? line : "");
        }

        text.Append(line);
        return more ? FormattableString.Invariant($"{text}only showing top {show.NumRows} rows\n") : text.ToString();
    }
}
