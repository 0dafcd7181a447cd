using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>What a translation needs to know of its session and statement.</summary>
/// <param name="IsFour">Whether a doubled quote in a text is one quote, as Spark 4 has it; 3.5 drops it.</param>
/// <param name="Ansi">Whether a failed cast is an error or null.</param>
/// <param name="Named">Values of <c>:name</c> in DuckDB's words.</param>
/// <param name="Positional">Values of <c>?</c>, in order.</param>
internal sealed record DialectContext(
    bool IsFour, bool Ansi, string Database, string SparkVersion, IReadOnlyDictionary<string, string> Named,
    IReadOnlyList<string> Positional)
{
    private int _nextPositional;

    public string Parameter(string name)
    {
        if (name.Length > 0 ? Named.TryGetValue(name, out var value) : TryNext(out value))
        {
            return value!;
        }

        throw new SparkException(
            ErrorKind.Analysis, "UNBOUND_SQL_PARAMETER", "42P02", $"Found the unbound parameter: {(name.Length > 0 ? name : "?")}.",
            SparkErrors.With("name", name));
    }

    private bool TryNext(out string? value)
    {
        value = _nextPositional < Positional.Count ? Positional[_nextPositional++] : null;
        return value is not null;
    }
}

/// <summary>Translates everything but the clauses of a query: literals, names, operators, function calls, nested queries.</summary>
internal sealed class ExpressionTranslator
{
    private readonly DialectContext _context;
    private readonly FunctionTranslator _functions;

    public ExpressionTranslator(DialectContext context)
    {
        _context = context;
        _functions = new FunctionTranslator(context, this);
        Queries = new QueryTranslator(this);
    }

    public QueryTranslator Queries { get; }

    public IReadOnlyList<SqlNode> Translate(IReadOnlyList<SqlNode> nodes)
    {
        var result = new List<SqlNode>(nodes.Count);
        for (var i = 0; i < nodes.Count;)
        {
            TranslateNext(nodes, ref i, result);
        }

        return result;
    }

    public string Print(IReadOnlyList<SqlNode> nodes) => SqlTree.Print(Translate(nodes));

    private void TranslateNext(IReadOnlyList<SqlNode> nodes, ref int i, List<SqlNode> result)
    {
        switch (nodes[i])
        {
            case SqlGroup { IsBracket: true } index:
                result.Add(index.Items is [SqlToken { Kind: SqlKind.Number } ordinal] && int.TryParse(ordinal.Text, out var position)
                    ? new SqlGroup([new DuckSql($"{position + 1}")], IsBracket: true) // Spark counts from 0
                    : index with { Items = Translate(index.Items) });
                i++;
                break;
            case SqlGroup group:
                result.Add(new SqlGroup(QueryTranslator.IsQuery(group.Items) ? Queries.Translate(group.Items) : Translate(group.Items)));
                i++;
                break;
            case SqlToken { Kind: SqlKind.Text }:
                result.Add(Text(nodes, ref i));
                break;
            case SqlToken { Kind: SqlKind.Number } number:
                result.Add(new DuckSql(SparkLiterals.Number(number.Text)));
                i++;
                break;
            case SqlToken { Kind: SqlKind.Parameter } parameter:
                result.Add(new DuckSql(_context.Parameter(parameter.Text)));
                i++;
                break;
            case SqlToken { Kind: SqlKind.Symbol } symbol:
                Operator(symbol, nodes, ref i, result);
                break;
            case SqlToken { Kind: SqlKind.Word } word:
                Word(word, nodes, ref i, result);
                break;
            default:
                result.Add(nodes[i++]);
                break;
        }
    }

    private SqlToken Text(IReadOnlyList<SqlNode> nodes, ref int i)
    {
        var text = (SqlToken)nodes[i++];
        for (; i < nodes.Count && nodes[i] is SqlToken { Kind: SqlKind.Text } next; i++)
        {
            text = text with { Text = text.Text + (_context.IsFour && next.IsAdjacent ? "'" : "") + next.Text };
        }

        return text;
    }

    private static void Operator(SqlToken symbol, IReadOnlyList<SqlNode> nodes, ref int i, List<SqlNode> result)
    {
        i++;
        switch (symbol.Text)
        {
            case "<=>":
                result.Add(new DuckSql("IS NOT DISTINCT FROM"));
                break;
            case "==":
                result.Add(new DuckSql("="));
                break;
            case "!":
                result.Add(new DuckSql("NOT"));
                break;
            case "::":
                result.Add(symbol);
                result.Add(new DuckSql(TypeNames.Read(nodes, ref i)));
                break;
            default:
                result.Add(symbol);
                break;
        }
    }

    private void Word(SqlToken word, IReadOnlyList<SqlNode> nodes, ref int i, List<SqlNode> result)
    {
        var next = i + 1 < nodes.Count ? nodes[i + 1] : null;
        var isMember = result.Count > 0 && result[^1].IsSymbol(".");
        if (next is SqlGroup { IsBracket: false } arguments && !IsKeywordBeforeGroup(word))
        {
            i += 2;
            result.Add(new DuckSql(_functions.Translate(word.Text, arguments.Items)));
            return;
        }

        i++;
        if (next is SqlToken { Kind: SqlKind.Text } text && TypedLiteral(word.Text, text) is { } literal)
        {
            i++;
            result.Add(new DuckSql(literal));
        }
        else if (word.Is("DIV") && result.Count > 0)
        {
            result.Add(new DuckSql("//"));
        }
        else if (word.IsAny("RLIKE", "REGEXP") && next is SqlToken { Kind: SqlKind.Text } pattern)
        {
            i++;
            result.Add(new DuckSql($"SIMILAR TO {SqlTree.Literal($"(?s:.*(?:{pattern.Text}).*)")}"));
        }
        else if (word.Is("INTERVAL") && next is not null)
        {
            result.Add(new DuckSql(Intervals.Read(nodes, ref i, this)));
        }
        else if (word.Is("LIKE") && next is SqlToken { Kind: SqlKind.Text })
        {
            result.Add(word);
            result.Add(Text(nodes, ref i));
            if (i >= nodes.Count || !nodes[i].Is("ESCAPE"))
            {
                result.Add(new DuckSql("ESCAPE '\\'")); // Spark's own escape character
            }
        }
        else if (!isMember && _functions.WithoutParentheses(word.Text) is { } value && next?.IsSymbol(".") != true)
        {
            result.Add(new DuckSql(value));
        }
        else
        {
            result.Add(word.Is("default") && next?.IsSymbol(".") == true ? new DuckSql("\"default\"") : word);
        }
    }

    private static bool IsKeywordBeforeGroup(SqlToken word) => word.IsAny(
        "IN", "EXISTS", "AND", "OR", "NOT", "OVER", "USING", "ON", "AS", "WHEN", "THEN", "ELSE", "CASE", "BETWEEN", "LIKE", "FROM", "JOIN",
        "WHERE", "BY", "SELECT", "DISTINCT", "ALL", "HAVING", "LIMIT", "UNION", "EXCEPT", "INTERSECT", "MINUS", "FILTER", "WITH", "SETS",
        "ROLLUP", "CUBE",
        "IS", "DIV", "VALUES", "RLIKE", "LATERAL", "PIVOT", "UNPIVOT", "TABLE", "WITHIN");

    private static string? TypedLiteral(string type, SqlToken text) => type.ToUpperInvariant() switch
    {
        "DATE" => $"DATE {SqlTree.Literal(text.Text)}",
        "TIMESTAMP" or "TIMESTAMP_LTZ" => $"TIMESTAMPTZ {SqlTree.Literal(text.Text)}",
        "TIMESTAMP_NTZ" => $"TIMESTAMP {SqlTree.Literal(text.Text)}",
        "X" => $"unhex('{text.Text}')",
        "INTERVAL" when !text.Text.Any(char.IsAsciiLetter) => null,
        "INTERVAL" => $"INTERVAL {SqlTree.Literal(text.Text)}",
        _ => null,
    };
}
