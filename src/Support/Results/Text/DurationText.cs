using System.Globalization;

namespace SparkLoad.Results.Text;

/// <summary>Durations as people say them: <c>15 seconds</c>, <c>1 minute</c>, <c>2 hours</c>.</summary>
public static class DurationText
{
    /// <summary>The duration in the largest unit that says it exactly, else in seconds.</summary>
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalHours: >= 1 } when duration.TotalMinutes % 60 == 0 => Count(duration.TotalHours, "hour"),
        { TotalMinutes: >= 1 } when duration.TotalSeconds % 60 == 0 => Count(duration.TotalMinutes, "minute"),
        { TotalSeconds: >= 1 } => Count(Math.Round(duration.TotalSeconds, 1), "second"),
        _ => Count(Math.Round(duration.TotalMilliseconds, 1), "millisecond"),
    };

    private static string Count(double count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:0.#} {unit}{(count == 1 ? "" : "s")}");
}
