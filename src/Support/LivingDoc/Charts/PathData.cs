using System.Globalization;
using System.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>Points as the data of an SVG path, in steps from point to point and with one decimal, which keeps the page small.</summary>
internal static class PathData
{
    public static string Of(IReadOnlyList<(double X, double? Y)> points, Scale x, Scale y, Frame frame)
    {
        var path = new StringBuilder(points.Count * 8);
        var (lastX, lastY) = (0L, 0L);
        var isBroken = true;
        foreach (var (valueX, valueY) in points)
        {
            if (valueY is not { } value)
            {
                isBroken = true;
                continue;
            }

            var (nowX, nowY) = (Tenths(frame.X(x.At(valueX))), Tenths(frame.Y(y.At(value))));
            if (isBroken)
            {
                // A round cap makes a single point between two gaps visible.
                path.Append('M').Append(Text(nowX)).Append(' ').Append(Text(nowY)).Append("h0");
                isBroken = false;
            }
            else
            {
                path.Append('l').Append(Text(nowX - lastX));
                path.Append(nowY < lastY ? "" : " ").Append(Text(nowY - lastY));
            }

            (lastX, lastY) = (nowX, nowY);
        }

        return path.ToString();
    }

    private static long Tenths(double value) => (long)Math.Round(value * 10);

    private static string Text(long tenths) => (tenths / 10.0).ToString("0.#", CultureInfo.InvariantCulture);
}
