namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Function calls that need more than a macro of the same name: special syntax, aggregates, any number of arguments.</summary>
internal sealed class FunctionTranslator(DialectContext context, ExpressionTranslator expressions)
{
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["std"] = "stddev_samp", ["stddev"] = "stddev_samp", ["variance"] = "var_samp", ["mean"] = "avg", ["every"] = "bool_and",
        ["some"] = "bool_or", ["any"] = "bool_or", ["array"] = "list_value", ["nvl"] = "coalesce", ["first_value"] = "first_value",
        ["char"] = "chr", ["sort_array"] = "list_sort", ["array_contains"] = "list_contains", ["element_at"] = "list_extract",
        ["explode"] = "unnest", ["sequence"] = "generate_series", ["power"] = "pow", ["signum"] = "sign", ["kurtosis"] = "kurtosis_pop",
        ["rand"] = "random", ["random"] = "random", ["printf"] = "printf", ["format_string"] = "printf", ["ceiling"] = "ceil",
        ["lcase"] = "lower", ["ucase"] = "upper", ["character_length"] = "length", ["char_length"] = "length", ["len"] = "length",
    };

    public string Translate(string name, IReadOnlyList<SqlNode> body)
    {
        switch (name.ToUpperInvariant())
        {
            case "CAST" or "TRY_CAST":
                return Casts.Translate(body, context.Ansi && !name.StartsWith("TRY", StringComparison.OrdinalIgnoreCase), expressions);
            case "EXTRACT":
                return $"CAST(extract({expressions.Print(body)}) AS INTEGER)";
            case "COUNT" or "SUM" or "AVG" or "MIN" or "MAX":
                return $"{name}({expressions.Print(body)})";
        }

        string[] args = [.. SqlTree.SplitByComma(body).Select(QueryOrExpression)];
        return (name.ToUpperInvariant(), args.Length) switch
        {
            ("PERCENTILE", >= 2) => $"quantile_cont(CAST({args[0]} AS DOUBLE), {args[1]})",
            ("MEDIAN", 1) => $"median(CAST({args[0]} AS DOUBLE))",
            ("PERCENTILE_APPROX" or "APPROX_PERCENTILE", >= 2) => $"quantile_disc({args[0]}, {args[1]})",
            ("COLLECT_LIST" or "ARRAY_AGG", 1) => $"list({args[0]}) FILTER (WHERE {args[0]} IS NOT NULL)",
            ("COLLECT_SET", 1) => $"list(DISTINCT {args[0]}) FILTER (WHERE {args[0]} IS NOT NULL)",
            ("CONCAT", > 0) => $"CAST({string.Join(" || ", args.Select(a => $"to_text({a})"))} AS VARCHAR)",
            ("MAP", _) =>
                $"map([{string.Join(", ", args.Where((_, i) => i % 2 == 0))}], [{string.Join(", ", args.Where((_, i) => i % 2 == 1))}])",
            ("NAMED_STRUCT", _) =>
                $"struct_pack({string.Join(", ", args.Chunk(2).Select(pair => $"{SqlTree.Name(pair[0].Trim('\''))} := {pair[1]}"))})",
            ("STRUCT", _) => $"struct_pack({string.Join(", ", args.Select((a, i) => FormattableString.Invariant($"col{i + 1} := {a}")))})",
            ("IF", 3) => $"CASE WHEN {args[0]} THEN {args[1]} ELSE {args[2]} END",
            ("NVL2", 3) => $"CASE WHEN {args[0]} IS NOT NULL THEN {args[1]} ELSE {args[2]} END",
            ("ISNULL", 1) => $"({args[0]} IS NULL)",
            ("ISNOTNULL", 1) => $"({args[0]} IS NOT NULL)",
            ("DATEDIFF" or "DATE_DIFF", 2) => $"CAST(CAST({args[0]} AS DATE) - CAST({args[1]} AS DATE) AS INTEGER)",
            ("SHIFTLEFT", 2) => $"({args[0]} << {args[1]})",
            ("SHIFTRIGHT", 2) => $"({args[0]} >> {args[1]})",
            ("LOG", 1) => $"ln({args[0]})",
            ("REGEXP_EXTRACT", 2) => $"regexp_extract({args[0]}, {args[1]}, 1)",
            ("REGEXP_REPLACE", 3) => $"regexp_replace({args[0]}, {args[1]}, {args[2]}, 'g')",
            ("RLIKE" or "REGEXP" or "REGEXP_LIKE", 2) => $"regexp_matches({args[0]}, {args[1]})",
            ("SPLIT", 2) => $"regexp_split_to_array({args[0]}, {args[1]})",
            ("LOCATE", 2) => $"CAST(instr({args[1]}, {args[0]}) AS INTEGER)",
            ("SHA2", 2) => $"sha256({args[0]})",
            ("DATE_FORMAT", 2) => $"strftime(CAST({args[0]} AS TIMESTAMP), {DatePatterns.Translate(args[1])})",
            ("TO_DATE", 2) => $"CAST(strptime({args[0]}, {DatePatterns.Translate(args[1])}) AS DATE)",
            ("TO_TIMESTAMP", 2) => $"CAST(strptime({args[0]}, {DatePatterns.Translate(args[1])}) AS TIMESTAMPTZ)",
            ("TO_DATE" or "DATE", 1) => $"CAST({args[0]} AS DATE)",
            ("TO_TIMESTAMP" or "TIMESTAMP", 1) => $"CAST({args[0]} AS TIMESTAMPTZ)",
            ("INT", 1) => $"to_int({args[0]})",
            ("BIGINT", 1) => $"to_long({args[0]})",
            ("STRING", 1) => $"to_text({args[0]})",
            ("DOUBLE", 1) => $"CAST({args[0]} AS DOUBLE)",
            ("UUID", 0) => "CAST(gen_random_uuid() AS VARCHAR)",
            ("ASSERT_TRUE", 1) => AssertTrue(args[0], SqlTree.Print(body)),
            ("RAISE_ERROR", 1) => $"error('[USER_RAISED_EXCEPTION] ' || {args[0]})",
            ("CURDATE", 0) => "current_date",
            ("VERSION", 0) => SqlTree.Literal(context.SparkVersion),
            (_, 0) when WithoutParentheses(name) is { } value => value,
            _ => $"{Renamed.GetValueOrDefault(name, name)}({expressions.Print(body)})",
        };
    }

    /// <returns>What a name stands for that needs no parentheses, or null.</returns>
    public string? WithoutParentheses(string name) => name.ToUpperInvariant() switch
    {
        "CURRENT_DATE" => "current_date",
        "CURRENT_TIMESTAMP" => "now()",
        "CURRENT_DATABASE" or "CURRENT_SCHEMA" => SqlTree.Literal(context.Database),
        "CURRENT_CATALOG" => "'spark_catalog'",
        "CURRENT_USER" => "'embedded'",
        _ => null,
    };

    private string QueryOrExpression(IReadOnlyList<SqlNode> nodes) =>
        SqlTree.Print(QueryTranslator.IsQuery(nodes) ? expressions.Queries.Translate(nodes) : expressions.Translate(nodes));

    private static string AssertTrue(string condition, string text) =>
        $"CASE WHEN {condition} THEN NULL ELSE error({SqlTree.Literal($"[USER_RAISED_EXCEPTION] '{text}' is not true!")}) END";
}
