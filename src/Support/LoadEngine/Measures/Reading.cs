using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Measures;

/// <summary>What a measure says of a load, before it is compared with anything.</summary>
internal sealed record Reading
{
    /// <summary>The figure that is compared; null where it is infinite, or where nothing is known.</summary>
    public double? Value { get; init; }

    /// <summary>The figure in words; null has it written from <see cref="Value"/>.</summary>
    public string? Text { get; init; }

    public Interval? Interval { get; init; }

    /// <summary>What a reader should know, whatever the verdict.</summary>
    public string? Note { get; init; }

    /// <summary>Why there is too little evidence; null where there is enough.</summary>
    public string? InconclusiveBecause { get; init; }

    /// <summary>Why a rehearsal does not judge it; an acceptance run is inconclusive.</summary>
    public string? TooShort { get; init; }

    /// <summary>Why a rehearsal does not judge it; an acceptance run does, by its value.</summary>
    public string? NotInARehearsal { get; init; }

    /// <summary>What a larger sample would need; a rehearsal is judged by its value all the same.</summary>
    public string? TooFew { get; init; }

    public static Reading Of(double value, string? note = null) => new() { Value = value, Note = note };

    public static Reading Inconclusive(string because) => new() { InconclusiveBecause = because, Text = "unknown" };

    public static Reading Infinite(string text) => new() { Text = text };
}
