using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>The client's garbage collections as bars over the load's time, as high as they held it up.</summary>
internal static class GcPauses
{
    private const int MostDrawn = 60;

    /// <returns>Null where no collection is known.</returns>
    public static ChartSpec? Of(ClientProfile profile)
    {
        if (profile.Gc is not { Pauses.Count: > 0 } collections)
        {
            return null;
        }

        var pauses = collections.Pauses.Where(pause => double.IsFinite(pause.T) && pause.T >= 0 && double.IsFinite(pause.PauseMs))
            .Take(MostDrawn)
            .ToList();
        var length = Math.Max((profile.DurationMs ?? 0) / 1000, pauses.Select(pause => pause.T).DefaultIfEmpty(1).Max());
        return new ChartSpec
        {
            Title = "Garbage collections (pause)",
            Summary = $"{Figures.Plural(collections.Collections, "collection")} paused the client for "
                + $"{Figures.Time(collections.PauseMs)} in total, at most {Figures.Time(collections.LongestPauseMs)} at once.",
            X = Axes.Time(length),
            Y = Axes.FromZero(pauses.Select(pause => pause.PauseMs), Figures.Time),
            Lines =
            [
                .. new[] { (0, LineStyle.Main), (1, LineStyle.Second), (2, LineStyle.Third) }
                    .Select(generation => Bars(generation.Item1, generation.Item2, pauses))
                    .Where(line => line.Points.Count > 0),
            ],
            Footnote = collections.Collections > pauses.Count
                ? $"The {pauses.Count} longest of {Figures.Count(collections.Collections)}."
                : null,
        };
    }

    private static Line Bars(int generation, LineStyle style, IEnumerable<GcPause> pauses) => new(
        $"generation {generation}", style,
        [.. pauses.Where(pause => pause.Generation == generation)
            .SelectMany(pause => ((double, double?)[])[(pause.T, 0), (pause.T, pause.PauseMs), (pause.T, null)])]);
}
