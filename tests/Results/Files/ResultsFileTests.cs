using SparkLoad.Results.Files;

namespace SparkLoad.Results.Tests.Files;

public sealed class ResultsFileTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sparkload-results-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Read_ResultsOfVersion1_HasSubjectAndReferenceOfEachComparison()
    {
        File.Copy(
            Path.Combine(TestContext.CurrentContext.TestDirectory, "Files", "results-v1.json"), Path.Combine(_folder, RunFiles.Results));

        var results = ResultsFile.Read(_folder);

        results.SchemaVersion.ShouldBe(RunResult.Version);
        var scenario = results.Scenarios.ShouldHaveSingleItem();
        (scenario.Evidence, scenario.EvidenceNote).ShouldBe((EvidenceKind.Rehearsal, "rehearsal: Spark 4.1.1, 1 of 20 rounds of 5 "
            + "seconds a side, against PySpark 4.1.1 (Python 3.11.2, DataFrame.collect)"));
        var comparison = scenario.Comparisons.ShouldHaveSingleItem();
        (comparison.Subject, comparison.SubjectFigure).ShouldBe(("this client", 38.2));
        (comparison.Reference, comparison.ReferenceFigure).ShouldBe(("Python", 53.7));
        scenario.Loads.ShouldHaveSingleItem().Name.ShouldBe("select one by this client");
    }

    [TestCase("""{"schemaVersion":3,"run":{}}""", "its schemaVersion is 3, and this program reads 1 to 2")]
    [TestCase("""{"run":{}}""", "it has no schemaVersion")]
    [TestCase("""{"schemaVersion":2,"run":null}""", "cannot be read as results")]
    [TestCase("{ half a", "cannot be read as results")]
    [TestCase("[]", "cannot be read as results")]
    public void Read_WhatIsNoResults_SaysWhy(string content, string why)
    {
        File.WriteAllText(Path.Combine(_folder, RunFiles.Results), content);

        Should.Throw<RunFolderException>(() => ResultsFile.Read(_folder)).Message.ShouldContain(why);
    }
}
