using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Resources;

/// <summary>Something of the client's process or of the server.</summary>
internal abstract class ResourceMeasure(string name, string key, Unit unit) : Measure(name, key, unit)
{
    protected static readonly TimeSpan ShortestForGrowth = TimeSpan.FromMinutes(10);

    public override bool IsOfAllLoads => true;

    /// <summary>A peak rests on four samples a second; a tenth may be missing: the sampler shares the machine with the load.</summary>
    protected static Reading Peak(LoadMeasurement load, long bytes, int samples)
    {
        var needed = Math.Max(1, Math.Floor(4 * load.Watched.TotalSeconds * 0.9));
        return samples >= needed
            ? Reading.Of(bytes)
            : Reading.Inconclusive($"only {Figures.Count(samples)} samples, 4 a second are needed") with
            {
                Text = FigureText.Of(bytes, Unit.Memory),
            };
    }

    protected static Reading Growth(LoadMeasurement load, double? slope, Interval? interval, string? note)
    {
        if (load.Watched < ShortestForGrowth)
        {
            return new Reading { Text = "unknown", TooShort = "growth needs a load of at least 10 minutes" };
        }

        if (slope is not { } perHour || interval?.High is not { } high)
        {
            return Reading.Inconclusive(note ?? "its growth was not measured");
        }

        return new Reading
        {
            Value = high,
            Text = $"{FigureText.Of(high, Unit.Growth)} at most ({FigureText.Of(perHour, Unit.Growth)} measured)",
            Interval = interval,
            Note = "judged by the upper end of the 95% interval",
        };
    }
}
