using NJsonSchema;
using SparkLoad.LivingDoc.Tests.Fixtures;

namespace SparkLoad.LivingDoc.Tests.Schemas;

public sealed class SchemaTests
{
    private static IEnumerable<string> Names => SchemaFile.All.Select(schema => schema.Name);

    [TestCaseSource(nameof(Names))]
    public void Schema_OfEachFile_IsThatOfItsType(string name)
    {
        var schema = SchemaFile.All.Single(schema => schema.Name == name);

        File.ReadAllText(schema.FilePath).ShouldBe(schema.Expected(), $"Run the explicit test {nameof(Schema_Written_StandsInTheRoom)} to write it anew.");
    }

    [Explicit("By hand: writes into the source tree.")]
    [TestCaseSource(nameof(Names))]
    public void Schema_Written_StandsInTheRoom(string name)
    {
        var schema = SchemaFile.All.Single(schema => schema.Name == name);
        File.WriteAllText(schema.FilePath, schema.Expected());
    }

    [Test]
    public async Task Schema_FilesOfARun_FulfilIt()
    {
        using var reports = new TemporaryReports();
        foreach (var run in (RunFixture[])[Runs.FailedAcceptance(), Runs.NotRun(), Runs.Running(), Comparisons.Acceptance(Comparisons.WithPython, Comparisons.WithBaseline)])
        {
            var folder = run.Write(reports.Path);
            (await Problems("results.schema.json", await File.ReadAllTextAsync(Path.Combine(folder, "results.json")))).ShouldBeEmpty();
            (await Problems("journal.schema.json", File.ReadLines(Path.Combine(folder, "journal.ndjson")).First())).ShouldBeEmpty();
            (await Problems("series.schema.json", File.ReadLines(Path.Combine(folder, "series.ndjson")).First())).ShouldBeEmpty();
        }
    }

    [TestCase("results.schema.json", "{\"schemaVersion\":1}")]
    [TestCase("journal.schema.json", "{\"scenario\":\"s\"}")]
    [TestCase("series.schema.json", "{\"scenario\":1,\"load\":\"l\",\"t\":1}")]
    public async Task Schema_BrokenFile_IsRefused(string name, string json) => (await Problems(name, json)).ShouldNotBeEmpty();

    private static async Task<IReadOnlyList<string>> Problems(string name, string json)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile.All.Single(schema => schema.Name == name).FilePath);
        return [.. schema.Validate(json).Select(problem => problem.ToString())];
    }
}
