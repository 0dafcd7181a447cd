namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>What a statement of Spark becomes.</summary>
/// <param name="IsCommand">Whether it takes effect rather than asks; a command may have a result as well.</param>
/// <param name="Statements">To run first, in order.</param>
/// <param name="Query">Its result, empty for none.</param>
internal sealed record StatementPlan(bool IsCommand, IReadOnlyList<string> Statements, string Query)
{
    /// <summary>A view or table of this name is a session's own, which its error says.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>A query whose plan is the result, null for none: only DuckDB can tell it.</summary>
    public string? Explained { get; init; }

    /// <summary>Effects on the session itself: settings, the current database.</summary>
    public Action<Sessions.Session>? OnSession { get; init; }

    public static StatementPlan Ask(string query) => new(IsCommand: false, [], query);

    public static StatementPlan Do(params string[] statements) => new(IsCommand: true, statements, "");

    public static StatementPlan Tell(string query) => new(IsCommand: true, [], query);
}
