namespace SparkLoad.LivingDoc.Charts;

/// <summary>The look of a drawing that stands alone, where no page gives it colours; kept to what reads on light and dark.</summary>
internal static class DrawingStyle
{
    public const string Sheet =
        "<style>svg{font-family:system-ui,sans-serif;background:#fff}.line{fill:none;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}"
        + ".l-main{stroke:#1f6fb5}.l-second{stroke:#c2571a;stroke-dasharray:6 2.5}.l-third{stroke:#6b7780;stroke-dasharray:2 3}.l-muted{stroke:#93a0aa;stroke-width:1.1}"
        + ".reference{fill:none;stroke:#b3261e;stroke-width:1.4;stroke-dasharray:9 4}.reference-label{fill:#b3261e;font-size:11px}"
        + ".mark{fill:none;stroke:#b3261e;stroke-width:1.6}.axis text{fill:#55626c;font-size:11.5px}.grid{stroke:#e8ecef}.tick,.base{stroke:#55626c;fill:none}"
        + ".head text{fill:#55626c;font-size:11px}.head .head-title{fill:#1b2329;font-size:13px;font-weight:600}</style>";
}
