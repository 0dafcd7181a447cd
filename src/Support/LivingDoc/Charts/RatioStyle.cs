namespace SparkLoad.LivingDoc.Charts;

/// <summary>The look of a chart of ratios that stands alone. Each row says its outcome in words, so colour only repeats it.</summary>
internal static class RatioStyle
{
    public const string Sheet =
        "<style>svg{font-family:system-ui,sans-serif;font-size:11.5px;background:#fff}text{fill:#1b2329}.axis text{fill:#55626c}"
        + ".band{fill:#e8ecef}</style>";
}
