using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Reads a statement's nodes from left to right.</summary>
internal sealed class NodeReader(IReadOnlyList<SqlNode> nodes)
{
    private int _at;

    public SqlNode? Current => _at < nodes.Count ? nodes[_at] : null;

    public IReadOnlyList<SqlNode> Rest => [.. nodes.Skip(_at)];

    public SqlNode Take() => Current is { } node ? nodes[_at++] : throw Unexpected();

    public bool TryTake(params ReadOnlySpan<string> words)
    {
        if (Current?.IsAny(words) != true)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Takes all the words or none.</summary>
    public bool TryTakeAll(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (_at + i >= nodes.Count || !nodes[_at + i].Is(words[i]))
            {
                return false;
            }
        }

        _at += words.Length;
        return true;
    }

    public void Expect(params ReadOnlySpan<string> words)
    {
        if (!TryTake(words))
        {
            throw Unexpected();
        }
    }

    public bool TryTakeSymbol(string symbol)
    {
        if (Current?.IsSymbol(symbol) != true)
        {
            return false;
        }

        _at++;
        return true;
    }

    public string TakeText() => Take() is SqlToken { Kind: SqlKind.Text } text ? text.Text : throw Unexpected();

    /// <summary>A name of one or more parts.</summary>
    public IReadOnlyList<string> TakeName()
    {
        var parts = new List<string>();
        do
        {
            parts.Add(Current is SqlToken { Kind: SqlKind.Word or SqlKind.QuotedName } token ? token.Text : throw Unexpected());
            _at++;
        }
        while (TryTakeSymbol("."));
        return parts;
    }

    public void ExpectEnd()
    {
        if (Current is not null)
        {
            throw Unexpected();
        }
    }

    public SparkException Unexpected() => SparkErrors.Parse(Current is { } node ? $"'{SqlTree.Print([node])}'" : "end of input");
}
