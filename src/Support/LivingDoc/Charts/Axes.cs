using SparkLoad.LivingDoc.Text;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>The axes that several charts share.</summary>
internal static class Axes
{
    // A threshold far above the figures would press them flat on a linear axis.
    private const double WideRange = 12;

    private static readonly double[] TimeSteps =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];

    public static Axis Time(double seconds) => new(
        LinearScale.Exact(seconds, TimeSteps, 6),
        seconds switch
        {
            > 7200 => value => Figures.Number(value / 3600),
            > 180 => value => Figures.Number(value / 60),
            _ => Figures.Number,
        },
        seconds switch
        {
            > 7200 => "hours since the load began",
            > 180 => "minutes since the load began",
            _ => "seconds since the load began",
        });

    /// <summary>Logarithmic where the values spread widely.</summary>
    public static Axis Latency(IEnumerable<double> values)
    {
        var shown = values.Where(value => value > 0 && double.IsFinite(value)).ToList();
        var (low, high) = shown.Count == 0 ? (1, 10) : (shown.Min(), shown.Max());
        return high / low > WideRange
            ? new(new LogScale(low, high), Short, "log scale")
            : new(LinearScale.Rounded(0, high * 1.02), Short, "");
    }

    public static Axis FromZero(IEnumerable<double> values, Func<double, string> label)
    {
        var high = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return new(LinearScale.Rounded(0, high > 0 ? high * 1.05 : 1), label, "");
    }

    private static string Short(double milliseconds) => milliseconds switch
    {
        0 => "0",
        >= 1000 => $"{Figures.Number(milliseconds / 1000)} s",
        < 1 => $"{Figures.Number(milliseconds * 1000)} µs",
        _ => $"{Figures.Number(milliseconds)} ms",
    };
}
