namespace SparkLoad.Results;

/// <summary>A query that two Sparks did not answer the same.</summary>
public sealed record AnswerDifference
{
    /// <summary>As features name it.</summary>
    public required string Query { get; init; }

    /// <summary>The row of its parameters, from 0; null where it has none.</summary>
    public int? ParameterRow { get; init; }

    /// <summary>The columns of the answers, as the subject names them; empty where it gave none.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>What the side that is judged answered.</summary>
    public required AnswerOfSide Subject { get; init; }

    /// <summary>What the side that it is compared with answered.</summary>
    public required AnswerOfSide Reference { get; init; }
}

/// <summary>One side's answer, where it differs from the other's.</summary>
/// <param name="Side">As <c>Spark 4.1.1</c>.</param>
/// <param name="Rows">Rows of the whole answer; null where there was none.</param>
/// <param name="OnlyHere">Its first rows that the other side does not have, each value in words and a NULL as null.</param>
public sealed record AnswerOfSide(string Side, long? Rows, IReadOnlyList<IReadOnlyList<string?>> OnlyHere)
{
    /// <summary>Why there was no answer, in Spark's words; null where there was one.</summary>
    public string? Error { get; init; }
}
