using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Rows of an answer: a stated number, or all that a complete answer has.</summary>
internal sealed record RowsPerQuery() : Measure("rows", Unit.Count)
{
    public override string Counted => "rows";

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var answers = load.Recorder.Answers;
        if (answers.Answers == 0)
        {
            return Reading.CannotTell("no query was answered");
        }

        return expectation.Comparison == Comparison.All ? EveryRow(answers) : Farthest(answers, expectation);
    }

    private static Reading EveryRow(AnswerTally answers)
    {
        if (answers.WithExpectation < answers.Answers && answers.Incomplete == 0)
        {
            return Reading.CannotTell("how many rows a complete answer has is not known");
        }

        return new Reading
        {
            Value = answers.LowestShare < 1 || answers.Incomplete == 0 ? answers.LowestShare : 0,
            Text = answers.Incomplete == 0
                ? $"every row of {FigureText.Count(answers.Answers)} answers ({Range(answers)})"
                : $"{FigureText.Count(answers.Incomplete)} of {FigureText.Count(answers.Answers)} answers have another number of rows ({Range(answers)})",
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
        ? $"{FigureText.Count(answers.FewestRows!.Value)} rows each"
        : $"{FigureText.Count(answers.FewestRows!.Value)} to {FigureText.Count(answers.MostRows!.Value)} rows";
}

/// <summary>Whether every answer equals the reference by a checksum that does not depend on the order of rows.</summary>
internal sealed record Answers() : Measure("answers", Unit.Count)
{
    public override string Counted => "answers";

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var answers = load.Recorder.Answers;
        var right = answers.Compared - answers.Wrong;
        if (answers.Wrong == 0 && (answers.Answers == 0 || answers.Compared < answers.Answers))
        {
            return Reading.CannotTell(answers.Answers == 0
                ? "no query was answered"
                : $"{FigureText.Count(answers.Answers - answers.Compared)} answers could not be compared with a reference");
        }

        return new Reading
        {
            Value = answers.Wrong == 0 ? 1 : (double)right / answers.Compared,
            Text = answers.Wrong == 0
                ? $"all {FigureText.Count(answers.Compared)} equal"
                : $"{FigureText.Count(answers.Wrong)} of {FigureText.Count(answers.Compared)} differ",
        };
    }
}
