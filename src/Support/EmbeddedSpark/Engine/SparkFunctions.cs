namespace SparkLoad.EmbeddedSpark.Engine;

/// <summary>
/// Spark's functions and operators as macros. Where Spark has two ways, <c>spark.sql.ansi.enabled</c> chooses between two schemas.
/// </summary>
internal static class SparkFunctions
{
    public static IEnumerable<string> Statements() =>
        Read("functions.sql", DuckDatabase.Functions)
            .Concat(Read("ansi.sql", DuckDatabase.Ansi))
            .Concat(Read("legacy.sql", DuckDatabase.Legacy));

    private static IEnumerable<string> Read(string file, string schema)
    {
        using var stream = typeof(SparkFunctions).Assembly.GetManifestResourceStream($"{typeof(Program).Namespace}.Dialect.{file}")!;
        using var reader = new StreamReader(stream);
        foreach (var statement in reader.ReadToEnd().Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return statement.Replace("CREATE MACRO ", $"CREATE MACRO {DuckDatabase.Catalog}.{schema}.", StringComparison.Ordinal);
        }
    }
}
