using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Spark's type names in DuckDB's words. Spark's TIMESTAMP is a point in time, which DuckDB calls TIMESTAMPTZ.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<string, string> Simple = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BOOLEAN"] = "BOOLEAN", ["TINYINT"] = "TINYINT", ["BYTE"] = "TINYINT", ["SMALLINT"] = "SMALLINT", ["SHORT"] = "SMALLINT",
        ["INT"] = "INTEGER", ["INTEGER"] = "INTEGER", ["BIGINT"] = "BIGINT", ["LONG"] = "BIGINT", ["FLOAT"] = "FLOAT", ["REAL"] = "FLOAT",
        ["DOUBLE"] = "DOUBLE", ["STRING"] = "VARCHAR", ["BINARY"] = "BLOB", ["DATE"] = "DATE", ["TIMESTAMP"] = "TIMESTAMPTZ",
        ["TIMESTAMP_LTZ"] = "TIMESTAMPTZ", ["TIMESTAMP_NTZ"] = "TIMESTAMP", ["DECIMAL"] = "DECIMAL(10,0)", ["DEC"] = "DECIMAL(10,0)",
        ["NUMERIC"] = "DECIMAL(10,0)", ["INTERVAL"] = "INTERVAL", ["VOID"] = "\"NULL\"",
    };

    /// <summary>Reads a type at a position and moves behind it.</summary>
    /// <exception cref="SparkException">There is no type of Spark.</exception>
    public static string Read(IReadOnlyList<SqlNode> nodes, ref int at)
    {
        if (at >= nodes.Count || nodes[at] is not SqlToken { Kind: SqlKind.Word } word)
        {
            throw SparkErrors.Parse("end of input");
        }

        at++;
        var name = word.Text.ToUpperInvariant();
        switch (name)
        {
            case "ARRAY":
                Expect(nodes, ref at, "<");
                var element = Read(nodes, ref at);
                Expect(nodes, ref at, ">");
                return element + "[]";
            case "MAP":
                Expect(nodes, ref at, "<");
                var key = Read(nodes, ref at);
                Expect(nodes, ref at, ",");
                var value = Read(nodes, ref at);
                Expect(nodes, ref at, ">");
                return $"MAP({key}, {value})";
            case "STRUCT":
                return Struct(nodes, ref at);
            case "VARCHAR" or "CHAR" or "CHARACTER":
                at += at < nodes.Count && nodes[at] is SqlGroup ? 1 : 0;
                return "VARCHAR";
            case "INTERVAL":
                at = SkipIntervalUnits(nodes, at);
                return "INTERVAL";
        }

        if (name is "DECIMAL" or "DEC" or "NUMERIC" && at < nodes.Count && nodes[at] is SqlGroup size)
        {
            at++;
            return $"DECIMAL({SqlTree.Print(size.Items)})";
        }

        return Simple.TryGetValue(name, out var duck) ? duck : throw new SparkException(
            ErrorKind.Parse, "UNSUPPORTED_DATATYPE", "0A000", $"Unsupported data type \"{name}\".",
            SparkErrors.With("typeName", $"\"{name}\""));
    }

    private static string Struct(IReadOnlyList<SqlNode> nodes, ref int at)
    {
        Expect(nodes, ref at, "<");
        var fields = new List<string>();
        do
        {
            var name = ((SqlToken)nodes[at++]).Text;
            at += nodes[at].IsSymbol(":") ? 1 : 0;
            fields.Add($"{SqlTree.Name(name)} {Read(nodes, ref at)}");
        }
        while (at < nodes.Count && nodes[at].IsSymbol(",") && ++at > 0);
        Expect(nodes, ref at, ">");
        return $"STRUCT({string.Join(", ", fields)})";
    }

    private static int SkipIntervalUnits(IReadOnlyList<SqlNode> nodes, int at)
    {
        while (at < nodes.Count && nodes[at].IsAny("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO"))
        {
            at++;
        }

        return at;
    }

    private static void Expect(IReadOnlyList<SqlNode> nodes, ref int at, string symbol)
    {
        if (at >= nodes.Count || !nodes[at].IsSymbol(symbol))
        {
            throw SparkErrors.Parse(at < nodes.Count ? $"'{SqlTree.Print([nodes[at]])}'" : "end of input");
        }

        at++;
    }
}
