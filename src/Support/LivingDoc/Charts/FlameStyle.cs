namespace SparkLoad.LivingDoc.Charts;

/// <summary>The look of a flame graph that stands alone, but for the colours of its boxes.</summary>
internal static class FlameStyle
{
    public const string Sheet =
        "<style>svg{font-family:system-ui,sans-serif;font-size:11px;background:#fff}text{fill:#1b2329}"
        + "rect{stroke:#fff;stroke-width:.5}</style>";
}
