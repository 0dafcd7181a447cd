namespace SparkLoad.LivingDoc.Charts;

/// <summary>The look of a chart of ratios that stands alone. Each row says its outcome in words, so colour only repeats it.</summary>
internal static class RatioStyle
{
    public const string Sheet =
        "<style>svg{font-family:system-ui,sans-serif;font-size:11.5px;background:#fff}text{fill:#1b2329}.axis text{fill:#55626c}.tick,.base{stroke:#55626c;fill:none}"
        + ".band{fill:#e8ecef}.one{stroke:#55626c;stroke-width:1.2;stroke-dasharray:2 3}.reach{fill:none;stroke-width:1.8}"
        + ".r-slower{fill:#b3261e}.r-slower .reach{stroke:#b3261e}.r-faster{fill:#17693a}.r-faster .reach{stroke:#17693a}"
        + ".r-same{fill:#1f6fb5}.r-same .reach{stroke:#1f6fb5}.r-undecided{fill:#7a4b00}.r-undecided .reach{stroke:#7a4b00;stroke-dasharray:6 2.5}</style>";
}
