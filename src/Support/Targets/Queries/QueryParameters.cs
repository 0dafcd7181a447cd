namespace SparkLoad.Targets.Queries;

/// <summary>The values that a query is asked with, a row of them each time.</summary>
/// <param name="Columns">The parameters, in the order of the file.</param>
/// <param name="Rows">Their values.</param>
/// <param name="Source">The whole file as it was read.</param>
public sealed record QueryParameters(
    IReadOnlyList<ParameterColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, string Source)
{
    /// <summary>The values of a row by the names of their parameters.</summary>
    internal Dictionary<string, object?> Arguments(int row) =>
        Columns.Select((column, i) => (column.Name, Rows[row][i])).ToDictionary(pair => pair.Name, pair => pair.Item2);
}

/// <summary>One parameter.</summary>
/// <param name="Name">As its marker has it, without the colon.</param>
/// <param name="Type">Spark's type, as SQL writes it.</param>
public sealed record ParameterColumn(string Name, string Type);
