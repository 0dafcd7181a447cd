using System.Globalization;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>The room of a chart in its own units: what is plotted lies inside the margins.</summary>
public sealed record Frame(double Width, double Height, double Left, double Right, double Top, double Bottom)
{
    /// <summary>Narrow enough that labels stay readable at 320 pixels.</summary>
    public static Frame Standard { get; } = new(400, 208, 54, 14, 16, 36);

    public double PlotRight => Width - Right;

    public double PlotBottom => Height - Bottom;

    public double X(double share) => Left + (share * (Width - Left - Right));

    public double Y(double share) => PlotBottom - (share * (Height - Top - Bottom));

    public static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
