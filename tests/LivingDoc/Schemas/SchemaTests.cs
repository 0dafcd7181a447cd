using NJsonSchema;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results.Tests.Schemas;

namespace SparkLoad.LivingDoc.Tests.Schemas;

public sealed class SchemaTests
{
    [Test]
    public async Task Schema_FilesOfARun_FulfilIt()
    {
        using var reports = new TemporaryReports();
        foreach (var run in (RunFixture[])[Runs.FailedAcceptance(), Runs.NotRun(), Runs.Running(), Comparisons.Acceptance(
            Comparisons.WithPython,
            Comparisons.WithBaseline)])
        {
            var folder = run.Write(reports.Path);
            (await Problems("results.schema.json", await File.ReadAllTextAsync(Path.Combine(folder, "results.json")))).ShouldBeEmpty();
            (await Problems("journal.schema.json", File.ReadLines(Path.Combine(folder, "journal.ndjson")).First())).ShouldBeEmpty();
            (await Problems("series.schema.json", File.ReadLines(Path.Combine(folder, "series.ndjson")).First())).ShouldBeEmpty();
        }
    }

    private static async Task<IReadOnlyList<string>> Problems(string name, string json)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile.All.Single(schema => schema.Name == name).FilePath);
        return [.. schema.Validate(json).Select(problem => problem.ToString())];
    }
}
