using SparkLoad.LoadEngine.Measures;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>From a row and a load to a verdict (DESIGN §6).</summary>
internal static class CriterionJudge
{
    public static CriterionResult Judge(
        Criterion criterion, Reading reading, LoadMeasurement load, EvidenceKind evidence, GeneratorHealth health)
    {
        var close = IsClose(reading.Interval, criterion.Expectation);
        var (verdict, why) = Verdict(criterion, reading, load, evidence, health);
        return Stated(criterion) with
        {
            Measured = reading.Value,
            MeasuredText = reading.Text ?? (reading.Value is { } value ? FigureText.Beside(value, criterion.Expectation) : "not reached"),
            Margin = reading.Value is { } measured
                ? criterion.Expectation.Comparison.Margin(measured, criterion.Expectation.Threshold)
                : null,
            Interval = reading.Interval,
            Close = close,
            Verdict = verdict,
            Note = Join(why, reading.Note, close ? CloseNote(reading.Interval!, criterion.Expectation.Unit) : null),
        };
    }

    /// <summary>A row before anything is measured.</summary>
    public static CriterionResult Stated(Criterion criterion) => new()
    {
        Key = criterion.Measure.Key,
        Load = criterion.Row.Load,
        Measure = criterion.Row.Measure,
        MustBe = criterion.Row.MustBe,
        Comparison = criterion.Expectation.Comparison.Name(),
        Threshold = criterion.Expectation.Threshold,
        Unit = NameOf(criterion),
        MeasuredText = "not yet measured",
        Verdict = CriterionVerdict.NotJudged,
    };

    private static (CriterionVerdict Verdict, string? Why) Verdict(
        Criterion criterion, Reading reading, LoadMeasurement load, EvidenceKind evidence, GeneratorHealth health)
    {
        var holds = reading.Value is { } value && criterion.Expectation.Comparison.Holds(value, criterion.Expectation.Threshold);
        if (reading.InconclusiveBecause is { } because)
        {
            return (CriterionVerdict.Inconclusive, because);
        }

        if (reading.TooShort is { } tooShort)
        {
            return (evidence == EvidenceKind.Rehearsal ? CriterionVerdict.NotJudged : CriterionVerdict.Inconclusive, tooShort);
        }

        if (health.Bottleneck is { } bottleneck && criterion.Measure.IsSpoiledByTheGenerator(holds))
        {
            return (CriterionVerdict.Inconclusive, bottleneck);
        }

        if (reading.NotInARehearsal is { } open && !holds && evidence == EvidenceKind.Rehearsal)
        {
            return (CriterionVerdict.NotJudged, open);
        }

        if (reading.TooFew is { } tooFew && evidence == EvidenceKind.Acceptance)
        {
            return (CriterionVerdict.Inconclusive, tooFew);
        }

        var few = reading.TooFew is { } less ? $"{less}; judged by its value, because this is a rehearsal" : null;
        if (!holds)
        {
            return criterion.Measure.ReadUndisturbed(load) is { } undisturbed
                && criterion.Expectation.Comparison.Holds(undisturbed, criterion.Expectation.Threshold)
                ? (CriterionVerdict.Inconclusive, Disturbed(criterion, load, undisturbed))
                : (CriterionVerdict.NotMet, few);
        }

        return load is { BrokeOffBecause: { } brokeOff, Abandoned: false }
            ? (CriterionVerdict.Inconclusive, $"ended early after {FigureText.Of(load.Measured.TotalMilliseconds, Unit.Time)}: {brokeOff}")
            : (CriterionVerdict.Met, few);
    }

    public static string CutOff(long queries) => queries == 1
        ? "a query was under way when the run was ended"
        : $"{Figures.Count(queries)} queries were under way when the run was ended";

    private static string Disturbed(Criterion criterion, LoadMeasurement load, double undisturbed)
    {
        if (load.Recorder.CutOff > 0)
        {
            return $"{CutOff(load.Recorder.CutOff)}; without what was under way then it would be "
                + $"{FigureText.Beside(undisturbed, criterion.Expectation)}";
        }

        var generator = load.Generator;
        var longest = FigureText.Of(generator.LongestPauseMs, Unit.Time);
        var pauses = generator.Pauses == 1 ? $"once, for {longest}" : $"{Figures.Count(generator.Pauses)} times, for up to {longest}";
        return load.Recorder.Disturbed?.Count == load.Counts.Settled
            ? $"the generator was paused {pauses}, and every query was under way then"
            : $"the generator was paused {pauses}; without the queries that were under way then it would be "
                + FigureText.Beside(undisturbed, criterion.Expectation);
    }

    private static bool IsClose(Interval? interval, Expectation expectation) =>
        interval is not null
        && (interval.Low ?? double.NegativeInfinity) <= expectation.Threshold
        && expectation.Threshold <= (interval.High ?? double.PositiveInfinity);

    private static string CloseNote(Interval interval, Unit unit)
    {
        if (interval is { Low: null, High: null })
        {
            return "close: so few queries leave the 95% interval open at both ends";
        }

        var low = interval.Low is { } from ? FigureText.Of(from, unit) : "an open end";
        var high = interval.High is { } to ? FigureText.Of(to, unit) : "an open end";
        return $"close: the threshold lies within the 95% interval from {low} to {high}";
    }

    private static string? Join(params string?[] notes)
    {
        var said = notes.OfType<string>().ToArray();
        return said.Length == 0 ? null : string.Join("; ", said);
    }

    private static string NameOf(Criterion criterion) => criterion.Expectation.Unit switch
    {
        Unit.Ratio => "ratio",
        Unit.Rate => "queries/s",
        Unit.Time => "ms",
        Unit.Memory => "bytes",
        Unit.Growth => "bytes/h",
        _ => criterion.Expectation.Comparison == Comparison.All ? "ratio" : criterion.Measure.Counted,
    };
}
