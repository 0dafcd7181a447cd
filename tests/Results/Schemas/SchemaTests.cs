using NJsonSchema;

namespace SparkLoad.Results.Tests.Schemas;

public sealed class SchemaTests
{
    private static IEnumerable<string> Names => SchemaFile.All.Select(schema => schema.Name);

    [TestCaseSource(nameof(Names))]
    public void Schema_OfEachFile_IsThatOfItsType(string name)
    {
        var schema = SchemaFile.All.Single(schema => schema.Name == name);

        File.ReadAllText(schema.FilePath).ShouldBe(
            schema.Expected(), $"Run the explicit test {nameof(Schema_Written_StandsInTheRoom)} to write it anew.");
    }

    [Explicit("By hand: writes into the source tree.")]
    [TestCaseSource(nameof(Names))]
    public void Schema_Written_StandsInTheRoom(string name)
    {
        var schema = SchemaFile.All.Single(schema => schema.Name == name);
        File.WriteAllText(schema.FilePath, schema.Expected());
    }

    [TestCase("results.schema.json", "{\"schemaVersion\":1}")]
    [TestCase("journal.schema.json", "{\"scenario\":\"s\"}")]
    [TestCase("series.schema.json", "{\"scenario\":1,\"load\":\"l\",\"t\":1}")]
    public async Task Schema_BrokenFile_IsRefused(string name, string json)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile.All.Single(schema => schema.Name == name).FilePath);

        schema.Validate(json).ShouldNotBeEmpty();
    }
}
