using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>Queries without a complete answer in time, as a number or a share of the planned ones.</summary>
internal sealed class FailedQueries() : Measure("failed queries", "queries.failed", Unit.Count, Unit.Ratio)
{
    public override string Meaning =>
        "Planned queries that ended in an error, ran out of time, were unfinished at the end, or never started.";

    public override IReadOnlyList<string> MustBe => ["none", "at most 3", "under 1%"];

    public override IReadOnlyList<string> KnownAs =>
    [
        "error rate", "errors", "error", "error count", "failure rate", "failures", "failed", "failed requests", "failed query rate",
        "query failures", "query errors", "error percentage", "failure percentage", "success rate", "successes", "availability",
        "timeouts", "timeout rate",
    ];

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var counts = load.Counts;
        if (counts.Planned == 0)
        {
            return Reading.Inconclusive("no query was planned");
        }

        double Value(long cutOff) => expectation.Unit == Unit.Ratio
            ? (double)(counts.Unsuccessful - cutOff) / (counts.Planned - cutOff)
            : counts.Unsuccessful - cutOff;
        bool Holds(double value) => expectation.Comparison.Holds(value, expectation.Threshold);
        var cutOff = load.Recorder.CutOff;
        if (cutOff > 0 && !Holds(Value(0)) && (cutOff == counts.Planned || Holds(Value(cutOff))))
        {
            return Reading.Inconclusive(CriterionJudge.CutOff(cutOff));
        }

        var share = (double)counts.Unsuccessful / counts.Planned;
        var retried = counts.Retries > 0 ? $", {Figures.Count(counts.Retries)} retried" : "";
        return new Reading
        {
            Value = Value(0),
            Text = (counts.Unsuccessful == 0
                ? $"0 of {Figures.Count(counts.Planned)}"
                : $"{Figures.Count(counts.Unsuccessful)} of {Figures.Count(counts.Planned)} ({FigureText.Of(share, Unit.Ratio)})")
                + retried,
            Note = counts.Unsuccessful == 0 ? null : Breakdown(load),
        };
    }

    private static string Breakdown(LoadMeasurement load)
    {
        var counts = load.Counts;
        (long Count, string What)[] kinds =
        [
            (counts.Failed, "failed"), (counts.TimedOut, "timed out"), (counts.Unfinished, "unfinished"),
            (counts.NeverStarted, "never started"),
        ];
        var parts = kinds.Where(kind => kind.Count > 0).Select(kind => $"{Figures.Count(kind.Count)} {kind.What}");
        var first = load.Errors[0];
        return $"{string.Join(", ", parts)}; most often {first.Class}: {OneLine(first.Message)}";
    }

    private static string OneLine(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        return line.Length <= 160 ? line : string.Concat(line.AsSpan(0, 160), "…");
    }
}
