using System.Globalization;

namespace SparkLoad.Results.Text;

/// <summary>Points in time, always in UTC and always saying so.</summary>
public static class Moments
{
    public static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    public static string Clock(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    public static string Iso(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
