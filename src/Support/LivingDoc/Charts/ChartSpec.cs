namespace SparkLoad.LivingDoc.Charts;

/// <summary>One chart, ready to draw.</summary>
public sealed record ChartSpec
{
    public required string Title { get; init; }

    /// <summary>What the chart shows, in a sentence, for those who do not see it.</summary>
    public required string Summary { get; init; }

    public required Axis X { get; init; }

    public required Axis Y { get; init; }

    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>Thresholds and other fixed values across the chart.</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>Failures, marked along the upper edge.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>What a reader should know about the drawing, below it.</summary>
    public string? Footnote { get; init; }
}

/// <summary>An axis: its scale, how its values are written, and its name.</summary>
public sealed record Axis(Scale Scale, Func<double, string> Label, string Name);

/// <summary>A line of at most 200 points; a point without a value breaks it.</summary>
/// <param name="Name">Stands in the legend.</param>
/// <param name="Style">Which colour, width and dashes: see <see cref="LineStyle"/>.</param>
/// <param name="Points">In the order of the axis.</param>
public sealed record Line(string Name, LineStyle Style, IReadOnlyList<(double X, double? Y)> Points)
{
    public const int MostPoints = 200;

    /// <summary>In the chart's own units, of bars that lie on one another; null (default) for that of the style.</summary>
    public double? Width { get; init; }
}

/// <summary>Every style differs from the others in colour and in form.</summary>
public enum LineStyle
{
    Main,
    Second,
    Third,
    Muted,
    DispatchDelay,
    FirstMessage,
    FirstRows,
    Streaming,
    Decoding,
}

/// <summary>A fixed value drawn across the chart.</summary>
public sealed record Reference(double Value, string Label);

/// <summary>Something that happened at <paramref name="X"/>.</summary>
public sealed record Mark(double X, string Title);
