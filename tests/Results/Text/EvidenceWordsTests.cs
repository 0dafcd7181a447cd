using SparkLoad.Results.Text;

namespace SparkLoad.Results.Tests.Text;

public sealed class EvidenceWordsTests
{
    private static readonly Evidence Spark = new()
    {
        Kind = EvidenceKind.Acceptance, Spark = "4.1.1", StatedMs = 7_200_000, ActualMs = 7_200_000, Data = DataSource.ServerTable,
    };

    private static readonly Evidence Endpoint = new()
    {
        Kind = EvidenceKind.Rehearsal, StandIn = "embedded endpoint", StatedMs = 1_800_000, ActualMs = 5_000, Data = DataSource.Synthetic,
    };

    private static IEnumerable<TestCaseData> Notes()
    {
        yield return Case(Evidence.None, "no load was sent");
        yield return Case(Spark, "acceptance: Spark 4.1.1, 2 hours");
        yield return Case(Spark with { Data = DataSource.Synthetic }, "acceptance: Spark 4.1.1, 2 hours, synthetic data");
        yield return Case(Spark with { Kind = EvidenceKind.Rehearsal, ActualMs = 20_000 }, "rehearsal: Spark 4.1.1, 20 seconds of 2 hours");
        yield return Case(
            Spark with { Kind = EvidenceKind.Rehearsal, Spark = "4.1.1-rc2", BeforeRelease = true },
            "rehearsal: Spark 4.1.1-rc2, not a release, 2 hours");
        yield return Case(Spark with { Spark = "" }, "acceptance: Spark that reports no version, 2 hours");
        yield return Case(Endpoint, "rehearsal: embedded endpoint, 5 seconds of 30 minutes, synthetic data");
        yield return Case(
            Endpoint with { Data = null, Profiled = true }, "rehearsal: embedded endpoint, 5 seconds of 30 minutes, profiled");
        var rounds = Spark with { StatedMs = 5_000, ActualMs = 5_000, StatedRounds = 20, ActualRounds = 20, Reference = "PySpark 4.1.1" };
        yield return Case(rounds, "acceptance: Spark 4.1.1, 20 rounds of 5 seconds a side, compared with PySpark 4.1.1");
        yield return Case(
            rounds with { Kind = EvidenceKind.Rehearsal, ActualRounds = 1, Reference = null }, "rehearsal: Spark 4.1.1, 1 of 20 rounds "
                + "of 5 seconds a side");

        static TestCaseData Case(Evidence evidence, string note) => new TestCaseData(evidence, note).SetArgDisplayNames(note);
    }

    [TestCaseSource(nameof(Notes))]
    public void Note_OfALoad_NamesKindServerTimeAndWhatElseBearsOnIt(Evidence evidence, string note) =>
        EvidenceWords.Note(evidence).ShouldBe(note);

    [TestCaseSource(nameof(Notes))]
    public void Grounds_OfALoad_AreTheNoteWithoutItsKind(Evidence evidence, string note) =>
        EvidenceWords.Grounds(evidence).ShouldBe(note[(note.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..]);
}
