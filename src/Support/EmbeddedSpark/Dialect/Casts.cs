using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Casts. Spark cuts fractions where DuckDB rounds, and writes numbers and times in its own way, so macros do those.</summary>
internal static class Casts
{
    /// <param name="strict">Whether a value that does not fit is an error rather than null.</param>
    public static string Translate(IReadOnlyList<SqlNode> body, bool strict, ExpressionTranslator expressions)
    {
        var at = body.Count - 1;
        while (at > 0 && !body[at].Is("AS"))
        {
            at--;
        }

        if (at <= 0)
        {
            throw SparkErrors.Parse("')'");
        }

        var value = expressions.Print([.. body.Take(at)]);
        var typeAt = at + 1;
        var type = TypeNames.Read(body, ref typeAt);
        if (typeAt < body.Count)
        {
            throw SparkErrors.Parse($"'{SqlTree.Print([body[typeAt]])}'");
        }

        return Translate(value, type, strict);
    }

    public static string Translate(string value, string duckType, bool strict)
    {
        var prefix = strict ? "to_" : "try_to_";
        return duckType switch
        {
            "TINYINT" => $"{prefix}byte({value})",
            "SMALLINT" => $"{prefix}short({value})",
            "INTEGER" => $"{prefix}int({value})",
            "BIGINT" => $"{prefix}long({value})",
            "VARCHAR" => $"to_text({value})",
            "TIMESTAMPTZ" => $"{prefix}instant({value})",
            _ => $"{(strict ? "CAST" : "TRY_CAST")}({value} AS {duckType})",
        };
    }
}
