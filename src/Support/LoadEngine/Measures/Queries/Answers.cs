using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>Whether every answer equals the reference by a checksum that does not depend on the order of rows.</summary>
internal sealed class Answers() : Measure("answers", "answers", Unit.Count)
{
    public override string Meaning =>
        "Every answer is compared with the reference by a checksum that does not depend on the order of rows, "
        + "nor on what lies beyond the twelfth digit of a number.";

    public override IReadOnlyList<string> MustBe => ["equal to the reference"];

    public override IReadOnlyList<string> KnownAs => ["answer", "results", "result", "correctness", "checksum", "correct answers"];

    public override string Counted => "answers";

    public override Needs Needs => Needs.Checksums;

    public override Expectation? Expect(string words) =>
        words.Equals("equal to the reference", StringComparison.OrdinalIgnoreCase) ? Expectation.Every : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var answers = load.Recorder.Answers;
        var right = answers.Compared - answers.Wrong;
        if (answers.Wrong == 0 && (answers.Answers == 0 || answers.Compared < answers.Answers))
        {
            return Reading.Inconclusive(answers.Answers == 0
                ? "no query was answered"
                : $"{Figures.Count(answers.Answers - answers.Compared)} answers could not be compared with a reference");
        }

        return new Reading
        {
            Value = answers.Wrong == 0 ? 1 : (double)right / answers.Compared,
            Text = answers.Wrong == 0
                ? $"all {Figures.Count(answers.Compared)} equal"
                : $"{Figures.Count(answers.Wrong)} of {Figures.Count(answers.Compared)} differ",
        };
    }
}
