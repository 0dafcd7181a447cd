using System.Globalization;

namespace SparkLoad.Targets.Queries;

/// <summary>A mistake in a file of the folder <c>queries</c>.</summary>
/// <param name="File">Path below the suite's home.</param>
/// <param name="Line">From 1, or null where it is about the file as a whole.</param>
/// <param name="Text">What is wrong and the way out, to be read after the file's name.</param>
public sealed record QueryProblem(string File, int? Line, string Text)
{
    /// <summary>One sentence: file, line, what is wrong.</summary>
    public override string ToString() =>
        Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{File}, line {line}: {Text}") : $"{File}: {Text}";
}

/// <summary>A feature names a query that is not there or cannot be used. The message is one sentence for its author.</summary>
public sealed class QueryException(string message) : Exception(message);
