using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>INSERT INTO and INSERT OVERWRITE.</summary>
internal sealed class InsertStatements(Session session, ExpressionTranslator expressions)
{
    public StatementPlan Translate(NodeReader reader)
    {
        var overwrite = reader.TryTake("OVERWRITE");
        if (!overwrite)
        {
            reader.Expect("INTO");
        }

        reader.TryTake("TABLE");
        var name = TableNames.Shared(reader.TakeName(), session);
        var columns = "";
        if (reader.Current is SqlGroup group && !QueryTranslator.IsQuery(group.Items))
        {
            reader.Take();
            columns = $" ({SqlTree.Print(group.Items)})";
        }

        if (!QueryTranslator.IsQuery(reader.Rest))
        {
            throw reader.Unexpected();
        }

        var insert = $"INSERT INTO {name}{columns} {SqlTree.Print(expressions.Queries.Translate(reader.Rest))}";
        return overwrite ? StatementPlan.Do($"DELETE FROM {name}", insert) : StatementPlan.Do(insert);
    }
}
