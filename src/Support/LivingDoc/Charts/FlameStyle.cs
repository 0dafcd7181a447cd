namespace SparkLoad.LivingDoc.Charts;

/// <summary>
/// The look of a flame graph that stands alone. Orange, blue, yellow and greys are told apart with every common colour vision,
/// dark text reads on all of them, and each box says its method's name.
/// </summary>
internal static class FlameStyle
{
    public const string Sheet =
        "<style>svg{font-family:system-ui,sans-serif;font-size:11px;background:#fff}text{fill:#1b2329}"
        + ".f-root{fill:#e3e7ea}.f-suite{fill:#f2b84b}.f-wire{fill:#8fc1e8}.f-data{fill:#d9e8a0}.f-runtime{fill:#c9ced6}.f-other{fill:#f6e3ef}"
        + "rect{stroke:#fff;stroke-width:.5}</style>";
}
