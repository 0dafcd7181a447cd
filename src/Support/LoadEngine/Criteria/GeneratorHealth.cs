using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Whether the side that sends the load kept up, so that latency and throughput are the server's.</summary>
/// <param name="Bottleneck">Why not, with the figure; null where it did.</param>
internal sealed record GeneratorHealth(string? Bottleneck)
{
    /// <summary>Share of starts that must be on time where no row says otherwise.</summary>
    public const double UsualThreshold = 0.99;

    /// <param name="load">The measured load.</param>
    /// <param name="onTimeThreshold">Share of starts that must be on time; what is late beyond it must not be the generator's.</param>
    /// <param name="evidence">A rehearsal with so few starts that one breaks the share is not spoiled by one.</param>
    public static GeneratorHealth Of(LoadMeasurement load, double onTimeThreshold, EvidenceKind evidence = EvidenceKind.Acceptance)
    {
        if (load.External)
        {
            return new GeneratorHealth(Bottleneck: null);
        }

        var (late, planned) = (load.Recorder.OnTime.GeneratorLate, load.Counts.Planned);
        var forgiven = evidence == EvidenceKind.Rehearsal && late == 1 && OneBreaks(planned, onTimeThreshold);
        if (!forgiven && IsLate(late, planned, onTimeThreshold))
        {
            var limit = FigureText.Of(load.Recorder.OnTime.Limit.TotalMilliseconds, Unit.Time);
            var worst = FigureText.Of(load.Recorder.OnTime.GeneratorWorst.TotalMilliseconds, Unit.Time);
            return new GeneratorHealth(
                $"the generator started {FigureText.Of((double)late / planned, Unit.Ratio)} of the queries more than {limit} late "
                + $"(up to {worst})");
        }

        return new GeneratorHealth(load.Generator.Bottleneck is { } why ? $"the generator was the bottleneck: {why}" : null);
    }

    /// <summary>
    /// In words, why a load of results did not keep up by the usual threshold; null where it did. Not for the load of an external client.
    /// </summary>
    public static string? Disturbance(LoadResult load) => load.Generator switch
    {
        { Bottleneck: { } bottleneck } => bottleneck,
        { LateStarts: var late } when IsLate(late, load.Planned, UsualThreshold) =>
            $"the generator started {FigureText.Of((double)late / load.Planned, Unit.Ratio)} of the queries late",
        _ => null,
    };

    /// <summary>So few queries were planned that a single late start breaks the share: n &lt; 1/(1−p) (DESIGN §6, Shares).</summary>
    public static bool OneBreaks(long planned, double threshold) => planned * (1 - threshold) < 1 - 1e-9;

    private static bool IsLate(long late, long planned, double onTimeThreshold) =>
        planned > 0 && late > ((1 - onTimeThreshold) * planned) + 1e-9;
}
