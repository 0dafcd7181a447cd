namespace SparkLoad.LivingDoc.Charts;

/// <summary>The look of a drawing that stands alone, where no page gives it colours; kept to what reads on light and dark.</summary>
internal static class DrawingStyle
{
    public const string Sheet =
        "<style>svg{font-family:system-ui,sans-serif;background:#fff}.reference-label{fill:#b3261e;font-size:11px}"
        + ".axis text{fill:#55626c;font-size:11.5px}.grid{stroke:#e8ecef}"
        + ".head text{fill:#55626c;font-size:11px}.head .head-title{fill:#1b2329;font-size:13px;font-weight:600}</style>";
}
