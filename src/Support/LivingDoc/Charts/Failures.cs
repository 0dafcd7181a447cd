using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>Marks where queries failed, at most as many as can be told apart.</summary>
internal static class Failures
{
    private const int MostMarks = 50;

    public static IReadOnlyList<Mark> Marks(Timeline timeline) =>
        [.. timeline.Points.Where(point => point.Failures > 0)
            .GroupBy(point => (int)(point.T / timeline.LengthSeconds * MostMarks))
            .Select(group => new Mark(
                group.Average(point => point.T),
                $"{Figures.Plural(group.Sum(point => point.Failures), "failure")} at {Figures.Time(group.First().T * 1000)}"))];
}
