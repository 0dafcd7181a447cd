namespace SparkLoad.EmbeddedSpark.Errors;

/// <summary>
/// A failure as Spark would report it. <paramref name="errorClass"/> may have a sub-class after a dot; without one the message
/// stands alone,
/// as for Java exceptions that are none of Spark's own.
/// </summary>
internal sealed class SparkException(
    ErrorKind kind, string? errorClass, string? sqlState, string text, IReadOnlyDictionary<string, string>? parameters = null)
        : Exception(text)
{
    public ErrorKind Kind { get; } = kind;

    public string? ErrorClass { get; } = errorClass;

    public string? SqlState { get; } = sqlState;

    public IReadOnlyDictionary<string, string> Parameters { get; } = parameters ?? new Dictionary<string, string>();

    /// <summary>Spark 4 ends the text with the SQLSTATE, 3.5 does not; parse errors begin with a line break in both.</summary>
    public string Render(bool four)
    {
        var state = four && SqlState is not null ? $" SQLSTATE: {SqlState}" : "";
        var label = ErrorClass is null ? "" : $"[{ErrorClass}] ";
        return (Kind == ErrorKind.Parse ? "\n" : "") + label + Message + state;
    }
}
