using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Comparing;

/// <summary>Whether another Spark answers every query the same, by the checksum that answers are compared with elsewhere.</summary>
/// <param name="side">The other Spark, as the row writes it after <c>compared with</c>.</param>
internal sealed class ComparedAnswer(string side)
    : Measure(Beginning + side, $"answers.comparedWith.{ComparedFigure.Slug(side)}", Unit.Count)
{
    private const string Beginning = "answers compared with ";

    public ComparedAnswer()
        : this("Spark 3.5.8")
    {
    }

    public override string Meaning =>
        "Both Sparks are asked every query of the load, with each row of its parameters, outside of the rounds, "
        + "and the answers are compared by their checksums.";

    public override IReadOnlyList<string> MustBe => ["equal"];

    public override string Counted => "answers";

    public override Needs Needs => Needs.AnswersOfBothSides;

    public override string? ComparedWith => side;

    public override Measure? Named(string words) =>
        words.Length > Beginning.Length && words.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase)
            ? new ComparedAnswer(words[Beginning.Length..])
            : null;

    public override Expectation? Expect(string words) =>
        words.Equals("equal", StringComparison.OrdinalIgnoreCase) ? Expectation.Every : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation) =>
        Reading.Inconclusive("the answers of both sides were not compared");

    public override CriterionResult Judge(Criterion row, MeasuredScenario scenario)
    {
        var load = scenario.LoadOf(row);
        var reading = scenario.Answers is { Compared: > 0 } answers ? Of(answers) : Read(load, row.Expectation);
        return CriterionJudge.Judge(row, reading, load, scenario.Evidence, scenario.HealthOf(row, load));
    }

    private static Reading Of(Comparisons.ComparedAnswers answers) => new()
    {
        Value = (answers.Compared - answers.Different) / (double)answers.Compared,
        Text = answers.Different == 0
            ? $"all {Figures.Count(answers.Compared)} equal"
            : $"{Figures.Count(answers.Different)} of {Figures.Count(answers.Compared)} differ",
        Note = answers.Shown.Count == 0 ? null : $"the first is \"{answers.Shown[0].Query}\"" + RowOf(answers.Shown[0]),
    };

    private static string RowOf(AnswerDifference first) => first.ParameterRow is { } row
        ? $" with row {Figures.Count(row)} of its parameters, counted from 0"
        : "";
}
