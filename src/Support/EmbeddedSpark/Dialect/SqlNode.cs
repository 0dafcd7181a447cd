namespace SparkLoad.EmbeddedSpark.Dialect;

internal enum SqlKind
{
    Word,
    QuotedName,
    Text,
    Number,
    Symbol,
    Parameter,
}

/// <summary>A piece of a statement: a token, a pair of parentheses or brackets, or text that is DuckDB's already.</summary>
internal abstract record SqlNode
{
    /// <summary>Whether this is that key word, in any case.</summary>
    public bool Is(string word) =>
        this is SqlToken { Kind: SqlKind.Word } token && token.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Is(word))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsSymbol(string symbol) => this is SqlToken { Kind: SqlKind.Symbol } token && token.Text == symbol;

    public bool IsName => this is SqlToken { Kind: SqlKind.Word or SqlKind.QuotedName };
}

/// <param name="Text">A text literal without quotes and with its escapes resolved, a name without back ticks, a parameter's name or an
/// empty text for <c>?</c>.</param>
/// <param name="IsAdjacent">Whether nothing, not even a blank, stands before it.</param>
internal sealed record SqlToken(SqlKind Kind, string Text, bool IsAdjacent = false) : SqlNode;

internal sealed record SqlGroup(IReadOnlyList<SqlNode> Items, bool IsBracket = false) : SqlNode;

internal sealed record DuckSql(string Text) : SqlNode;
