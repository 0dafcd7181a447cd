namespace SparkLoad.SparkConnect;

/// <summary>The columns of a result, in order.</summary>
public sealed record SparkSchema(IReadOnlyList<SparkField> Fields)
{
    /// <summary>The columns as DDL, for example <c>id BIGINT NOT NULL, name STRING</c>.</summary>
    public override string ToString() => string.Join(", ", Fields);
}

/// <summary>One column.</summary>
/// <param name="Name">Name as the query gives it.</param>
/// <param name="Type">Type in SQL, for example <c>DECIMAL(10,2)</c> or <c>ARRAY&lt;INT&gt;</c>.</param>
/// <param name="Nullable">Whether it can hold nulls.</param>
public sealed record SparkField(string Name, string Type, bool Nullable)
{
    public override string ToString() => $"{Name} {Type}{(Nullable ? "" : " NOT NULL")}";
}
