using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>Rows of an answer: a stated number, or all that a complete answer has.</summary>
internal sealed class RowsPerQuery() : Measure("rows per query", "rows", Unit.Count)
{
    public override string Meaning => "Rows of every answer.";

    public override IReadOnlyList<string> MustBe => ["every row", "exactly 1,000,000", "at least 1"];

    public override IReadOnlyList<string> KnownAs => ["rows", "row count", "number of rows", "rows returned"];

    public override string Counted => "rows";

    public override Needs Needs => Needs.Rows;

    public override Expectation? Expect(string words) =>
        words.Equals("every row", StringComparison.OrdinalIgnoreCase) ? Expectation.Every : base.Expect(words);

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var answers = load.Recorder.Answers;
        if (answers.Answers == 0)
        {
            return Reading.Inconclusive("no query was answered");
        }

        return expectation.Comparison == Comparison.All ? EveryRow(answers) : Farthest(answers, expectation);
    }

    private static Reading EveryRow(AnswerTally answers)
    {
        if (answers.WithExpectation < answers.Answers && answers.Incomplete == 0)
        {
            return Reading.Inconclusive("how many rows a complete answer has is not known");
        }

        return new Reading
        {
            Value = answers.LowestShare < 1 || answers.Incomplete == 0 ? answers.LowestShare : 0,
            Text = answers.Incomplete == 0
                ? $"every row of {Figures.Plural(answers.Answers, "answer")} ({Range(answers)})"
                : $"{Figures.Count(answers.Incomplete)} of {Figures.Count(answers.Answers)} answers have another number of rows "
                    + $"({Range(answers)})",
        };
    }

    // The answer that is farthest from what is asked for counts.
    private static Reading Farthest(AnswerTally answers, Expectation expectation)
    {
        var (fewest, most) = (answers.FewestRows!.Value, answers.MostRows!.Value);
        var worst = expectation.Comparison switch
        {
            Comparison.Under or Comparison.AtMost or Comparison.None => most,
            Comparison.Exactly => Math.Abs(most - expectation.Threshold) > Math.Abs(fewest - expectation.Threshold) ? most : fewest,
            _ => fewest,
        };
        return new Reading { Value = worst, Text = Range(answers) };
    }

    private static string Range(AnswerTally answers) => answers.FewestRows == answers.MostRows
        ? $"{Figures.Count(answers.FewestRows!.Value)} rows each"
        : $"{Figures.Count(answers.FewestRows!.Value)} to {Figures.Count(answers.MostRows!.Value)} rows";
}
