namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>DROP of tables, views and databases.</summary>
internal static class DropStatements
{
    public static StatementPlan Translate(NodeReader reader)
    {
        reader.TryTake("TEMPORARY", "TEMP");
        var what = reader.TryTake("VIEW") ? "VIEW"
            : reader.TryTake("TABLE") ? "TABLE"
            : reader.TryTake("DATABASE", "SCHEMA", "NAMESPACE") ? "SCHEMA" : throw reader.Unexpected();
        var exists = reader.TryTakeAll("IF", "EXISTS") ? "IF EXISTS " : "";
        var name = TableNames.Existing(reader.TakeName());
        var cascade = reader.TryTake("CASCADE") ? " CASCADE" : "";
        reader.TryTake("PURGE", "RESTRICT");
        reader.ExpectEnd();
        return StatementPlan.Do($"DROP {what} {exists}{name}{cascade}");
    }
}
