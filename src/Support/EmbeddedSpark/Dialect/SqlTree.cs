using System.Text;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Nests tokens by their parentheses, and prints trees for DuckDB.</summary>
internal static class SqlTree
{
    public static IReadOnlyList<SqlNode> Parse(string sql)
    {
        var tokens = SqlTokenizer.Tokenize(sql);
        var at = 0;
        var nodes = Parse(tokens, ref at, close: null);
        while (nodes.Count > 0 && nodes[^1].IsSymbol(";"))
        {
            nodes.RemoveAt(nodes.Count - 1);
        }

        return nodes.Find(n => n.IsSymbol(";")) is null ? nodes : throw SparkErrors.Parse("';'");
    }

    public static string Print(IEnumerable<SqlNode> nodes)
    {
        var text = new StringBuilder();
        foreach (var node in nodes)
        {
            Print(node, text);
        }

        return text.ToString().TrimEnd();
    }

    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Cuts at the commas of this level; no nodes are no items.</summary>
    public static IReadOnlyList<IReadOnlyList<SqlNode>> SplitByComma(IReadOnlyList<SqlNode> nodes)
    {
        var items = new List<IReadOnlyList<SqlNode>>();
        var item = new List<SqlNode>();
        foreach (var node in nodes)
        {
            if (node.IsSymbol(","))
            {
                items.Add(item);
                item = [];
            }
            else
            {
                item.Add(node);
            }
        }

        return nodes.Count == 0 ? [] : [.. items, item];
    }

    private static List<SqlNode> Parse(List<SqlToken> tokens, ref int at, string? close)
    {
        var nodes = new List<SqlNode>();
        while (at < tokens.Count)
        {
            var token = tokens[at++];
            if (token.Kind != SqlKind.Symbol || token.Text is not ("(" or ")" or "[" or "]"))
            {
                nodes.Add(token);
            }
            else if (token.Text == close)
            {
                return nodes;
            }
            else if (token.Text is "(" or "[")
            {
                nodes.Add(new SqlGroup(Parse(tokens, ref at, token.Text == "(" ? ")" : "]"), IsBracket: token.Text == "["));
            }
            else
            {
                throw SparkErrors.Parse($"'{token.Text}'");
            }
        }

        return close is null ? nodes : throw SparkErrors.Parse("end of input");
    }

    private static void Print(SqlNode node, StringBuilder text)
    {
        switch (node)
        {
            case SqlGroup group:
                text.Append(group.IsBracket ? '[' : '(').Append(Print(group.Items)).Append(group.IsBracket ? "] " : ") ");
                break;
            case DuckSql duck:
                text.Append(duck.Text).Append(' ');
                break;
            case SqlToken token:
                text.Append(token.Kind switch
                {
                    SqlKind.QuotedName => Name(token.Text),
                    SqlKind.Text => Literal(token.Text),
                    _ => token.Text,
                });
                text.Append(token.Text is "." ? "" : " ");
                break;
        }
    }
}
