using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Translates the clauses of a query: the select list, whose columns get Spark's names, and what stands in FROM.</summary>
internal sealed class QueryTranslator(ExpressionTranslator expressions)
{
    private static readonly string[] EndOfSelectList =
        ["FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT", "MINUS", "WINDOW", "QUALIFY", "OFFSET",
        "LATERAL", "SORT", "CLUSTER", "DISTRIBUTE"];

    private static readonly string[] EndOfSources =
        ["WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT", "MINUS", "WINDOW", "QUALIFY", "OFFSET", "SELECT"];

    public static bool IsQuery(IReadOnlyList<SqlNode> nodes) => nodes.Count > 0
        && (nodes[0].IsAny("SELECT", "WITH", "VALUES", "FROM", "TABLE")
            || (nodes[0] is SqlGroup { IsBracket: false } inner && IsQuery(inner.Items) && IsSetOperation(nodes)));

    public IReadOnlyList<SqlNode> Translate(IReadOnlyList<SqlNode> nodes)
    {
        if (nodes.Count > 0 && nodes[0].Is("VALUES"))
        {
            nodes = [new DuckSql("SELECT * FROM"), .. nodes];
            var at = 1;
            return [nodes[0], .. InlineTable.Read(nodes, ref at, expressions), .. Translate([.. nodes.Skip(at)])];
        }

        var result = new List<SqlNode>();
        var inSources = false;
        for (var i = 0; i < nodes.Count;)
        {
            if (nodes[i].Is("SELECT"))
            {
                inSources = false;
                Select(nodes, ref i, result);
                continue;
            }

            if (nodes[i].Is("VALUES") && !inSources)
            {
                result.Add(new DuckSql("SELECT * FROM"));
                result.AddRange(InlineTable.Read(nodes, ref i, expressions));
                continue;
            }

            var startsSource = nodes[i].IsAny("FROM", "JOIN") || (inSources && nodes[i].IsSymbol(","));
            inSources = startsSource || (inSources && !nodes[i].IsAny(EndOfSources));
            if (startsSource)
            {
                result.Add(nodes[i++]);
                Source(nodes, ref i, result);
            }
            else
            {
                var end = i + 1;
                while (end < nodes.Count && !nodes[end].IsAny("SELECT", "FROM", "JOIN", "VALUES")
                    && !(inSources && nodes[end].IsSymbol(",")) && !nodes[end].IsAny(EndOfSources))
                {
                    end++;
                }

                result.AddRange(Clause([.. nodes.Skip(i).Take(end - i)]));
                i = end;
            }
        }

        return result;
    }

    private static bool IsSetOperation(IReadOnlyList<SqlNode> nodes) =>
        nodes.Count == 1 || nodes[1].IsAny("UNION", "EXCEPT", "INTERSECT", "MINUS", "ORDER", "LIMIT");

    private IReadOnlyList<SqlNode> Clause(IReadOnlyList<SqlNode> nodes)
    {
        if (nodes[0].Is("MINUS"))
        {
            return [new DuckSql("EXCEPT"), .. expressions.Translate([.. nodes.Skip(1)])];
        }

        var semi = nodes.Count - 1;
        return semi > 0 && nodes[semi].IsAny("SEMI", "ANTI") && nodes[semi - 1].Is("LEFT")
            ? [.. expressions.Translate([.. nodes.Take(semi - 1)]), nodes[semi]]
            : expressions.Translate(nodes);
    }

    private void Select(IReadOnlyList<SqlNode> nodes, ref int i, List<SqlNode> result)
    {
        result.Add(nodes[i++]);
        while (i < nodes.Count && nodes[i].IsAny("DISTINCT", "ALL"))
        {
            result.Add(nodes[i++]);
        }

        var start = i;
        while (i < nodes.Count && !IsEndOfSelectList(nodes, start, i))
        {
            i++;
        }

        var items = SqlTree.SplitByComma([.. nodes.Skip(start).Take(i - start)]);
        for (var n = 0; n < items.Count; n++)
        {
            if (n > 0)
            {
                result.Add(new SqlToken(SqlKind.Symbol, ","));
            }

            result.AddRange(SelectItem.Translate(items[n], expressions));
        }
    }

    private static bool IsEndOfSelectList(IReadOnlyList<SqlNode> nodes, int start, int i) =>
        nodes[i].IsAny(EndOfSelectList)
        && !(i > start && (nodes[i - 1].IsSymbol(".") || nodes[i - 1].Is("AS")))
        && !(nodes[i].Is("EXCEPT") && i > start && nodes[i - 1].IsSymbol("*"))
        && !(nodes[i].Is("FROM") && i > start && nodes[i - 1].Is("DISTINCT"));

    private void Source(IReadOnlyList<SqlNode> nodes, ref int i, List<SqlNode> result)
    {
        if (i < nodes.Count && nodes[i].Is("VALUES"))
        {
            result.AddRange(InlineTable.Read(nodes, ref i, expressions));
        }
        else if (i < nodes.Count && nodes[i] is SqlGroup group && IsQuery(group.Items))
        {
            i++;
            result.Add(new SqlGroup(Translate(group.Items)));
        }
        else if (i + 2 < nodes.Count && nodes[i].IsAny("PARQUET", "CSV", "JSON")
            && nodes[i + 1].IsSymbol(".") && nodes[i + 2] is SqlToken { Kind: SqlKind.QuotedName } path)
        {
            result.Add(new DuckSql(Files.Source(((SqlToken)nodes[i]).Text, [path.Text])));
            i += 3;
        }
        else if (i < nodes.Count && nodes[i] is SqlGroup parenthesised)
        {
            i++;
            result.Add(new SqlGroup(Translate([new DuckSql(""), .. parenthesised.Items])));
        }
        else if (i < nodes.Count && !nodes[i].IsName)
        {
            throw SparkErrors.Parse($"'{SqlTree.Print([nodes[i]])}'");
        }
    }
}
