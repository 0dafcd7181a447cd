using Spark.Connect;
using SparkLoad.EmbeddedSpark.Dialect;
using SparkLoad.EmbeddedSpark.Errors;
using SortOrder = Spark.Connect.Expression.Types.SortOrder;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>The expressions of the DataFrame API as SQL.</summary>
internal sealed class RelationExpressions(StatementTranslator translator)
{
    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "=", "==", "<", "<=", ">", ">=", "!=", "<=>", "and", "or", "||"];

    public string Of(Expression expression) => expression.ExprTypeCase switch
    {
        Expression.ExprTypeOneofCase.Literal => SparkLiterals.Value(expression.Literal),
        Expression.ExprTypeOneofCase.UnresolvedAttribute =>
            TableNames.Existing(new NodeReader(SqlTree.Parse(expression.UnresolvedAttribute.UnparsedIdentifier)).TakeName()),
        Expression.ExprTypeOneofCase.UnresolvedFunction => translator.TranslateExpression(Call(expression.UnresolvedFunction)),
        Expression.ExprTypeOneofCase.ExpressionString => translator.TranslateExpression(expression.ExpressionString.Expression),
        Expression.ExprTypeOneofCase.UnresolvedStar => "*",
        Expression.ExprTypeOneofCase.Alias => Of(expression.Alias.Expr),
        Expression.ExprTypeOneofCase.Cast when expression.Cast.HasTypeStr => translator.TranslateExpression(Cast(expression.Cast)),
        Expression.ExprTypeOneofCase.SortOrder => Order(expression.SortOrder),
        var other => throw SparkErrors.Unsupported($"The expression {other}"),
    };

    /// <summary>With the name the column gets.</summary>
    public string Item(Expression expression) => expression.ExprTypeCase switch
    {
        Expression.ExprTypeOneofCase.Alias => $"{Of(expression.Alias.Expr)} AS {SqlTree.Name(expression.Alias.Name[0])}",
        Expression.ExprTypeOneofCase.UnresolvedFunction => $"{Of(expression)} AS {SqlTree.Name(ColumnName.Of(SqlTree.Parse(Call(expression.UnresolvedFunction))))}",
        _ => Of(expression),
    };

    public string Order(SortOrder order) => Of(order.Child)
        + (order.Direction == SortOrder.Types.SortDirection.Descending ? " DESC" : " ASC")
        + order.NullOrdering switch
        {
            SortOrder.Types.NullOrdering.SortNullsFirst => " NULLS FIRST",
            SortOrder.Types.NullOrdering.SortNullsLast => " NULLS LAST",
            _ => "",
        };

    /// <summary>As Spark's own SQL, so that one translation serves both.</summary>
    private static string Source(Expression expression) => expression.ExprTypeCase switch
    {
        Expression.ExprTypeOneofCase.Literal => Literal(expression.Literal),
        Expression.ExprTypeOneofCase.UnresolvedAttribute => expression.UnresolvedAttribute.UnparsedIdentifier,
        Expression.ExprTypeOneofCase.UnresolvedFunction => Call(expression.UnresolvedFunction),
        Expression.ExprTypeOneofCase.ExpressionString => expression.ExpressionString.Expression,
        Expression.ExprTypeOneofCase.UnresolvedStar => "*",
        Expression.ExprTypeOneofCase.Alias => Source(expression.Alias.Expr),
        Expression.ExprTypeOneofCase.Cast when expression.Cast.HasTypeStr => Cast(expression.Cast),
        var other => throw SparkErrors.Unsupported($"The expression {other}"),
    };

    private static string Literal(Expression.Types.Literal literal) => literal.LiteralTypeCase switch
    {
        Expression.Types.Literal.LiteralTypeOneofCase.String => $"'{literal.String.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'",
        Expression.Types.Literal.LiteralTypeOneofCase.Integer => FormattableString.Invariant($"{literal.Integer}"),
        _ => SparkLiterals.Value(literal),
    };

    private static string Cast(Expression.Types.Cast cast) => $"CAST({Source(cast.Expr)} AS {cast.TypeStr})";

    private static string Call(Expression.Types.UnresolvedFunction function)
    {
        var args = function.Arguments.Select(Source).ToList();
        return args.Count == 2 && Operators.Contains(function.FunctionName)
            ? $"({args[0]} {function.FunctionName} {args[1]})"
            : $"{function.FunctionName}({(function.IsDistinct ? "DISTINCT " : "")}{string.Join(", ", args)})";
    }
}
