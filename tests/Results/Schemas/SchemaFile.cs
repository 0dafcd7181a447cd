using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace SparkLoad.Results.Tests.Schemas;

/// <summary>A schema of the room Results, and the type that it describes.</summary>
internal sealed record SchemaFile(string Name, Type Type, string Title)
{
    private static readonly JsonSerializerOptions Indented = new() {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<SchemaFile> All { get; } =
    [
        new(
            "results.schema.json",
            typeof(RunResult),
            "results.json of a run. Readers ignore unknown fields; times in milliseconds, memory in bytes."),
        new(
            "journal.schema.json",
            typeof(JournalLine),
            "One line of journal.ndjson: a planned query that has ended. Times in milliseconds since the load began."),
        new("series.schema.json", typeof(SeriesLine), "One line of series.ndjson: one second of one load."),
    ];

    public string FilePath => Path.Combine(Room(), "Schemas", Name);

    /// <summary>The schema as the type has it now.</summary>
    public string Expected()
    {
        var schema = ResultsJson.Document.GetJsonSchemaAsNode(Type, new() { TreatNullObliviousAsNonNullable = true }).AsObject();
        var whole = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = Title,
        };
        foreach (var (key, value) in schema)
        {
            whole[key] = value?.DeepClone();
        }

        return whole.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static string Room()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SparkLoad.Specs.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "src", "Support", "Results");
    }
}
