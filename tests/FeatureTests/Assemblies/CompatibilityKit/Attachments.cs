using System.Text;
using Reqnroll;

namespace SparkLoad.FeatureTests.CompatibilityKit;

[Binding, Scope(Feature = "Attachments")]
public sealed class Attachments(IReqnrollOutputHelper output, FeatureContext feature)
{
    [When("the string {string} is attached as {string}")]
    public void AttachString(string text, string mediaType) => output.Attach(text, Ending(mediaType));

    [When("the string {string} is logged")]
    public void Log(string text) => output.WriteLine(text);

    [When("text with ANSI escapes is logged")]
    public void LogColours() => output.WriteLine(
        "This displays a \e[31mr\e[0m\e[91ma\e[0m\e[33mi\e[0m\e[32mn\e[0m\e[34mb\e[0m\e[95mo\e[0m\e[35mw\e[0m");

    [When("the following string is attached as {string}:")]
    public void AttachText(string mediaType, string text) => output.Attach(text, Ending(mediaType));

    [When("an array with {int} bytes is attached as {string}")]
    public void AttachBytes(int size, string mediaType) =>
        output.Attach([.. Enumerable.Range(0, size).Select(n => (byte)n)], $"bytes{Ending(mediaType)}");

    [When("a PDF document is attached and renamed")]
    public void AttachRenamed() => output.Attach(feature.Read("document.pdf"), "renamed.pdf");

    [When("a link to {string} is attached")]
    public void AttachLink(string uri) => output.Attach(uri, ".uri");

    /// <summary>Reqnroll tells the media type from the name of the file.</summary>
    private static string Ending(string mediaType) => mediaType switch
    {
        "application/json" => ".json",
        "application/octet-stream" => ".bin",
        _ => ".txt",
    };
}

[Binding, Scope(Feature = "Examples Tables - With attachments")]
public sealed class ExamplesTablesAttachment(IReqnrollOutputHelper output, FeatureContext feature)
{
    [When("a JPEG image is attached")]
    public void AttachJpeg() => output.Attach(feature.Read("cucumber.jpeg"), "cucumber.jpeg");

    [When("a PNG image is attached")]
    public void AttachPng() => output.Attach(feature.Read("cucumber.png"), "cucumber.png");
}

[Binding, Scope(Feature = "Hooks - Attachments")]
public sealed class HooksAttachment(IReqnrollOutputHelper output, FeatureContext feature)
{
    [BeforeScenario]
    public void Before() => output.Attach(feature.Read("cucumber.svg"), "cucumber.svg");

    [When("a step passes")]
    public static void Pass() { }

    [AfterScenario]
    public void After() => output.Attach(feature.Read("cucumber.svg"), "cucumber.svg");
}

internal static class Files
{
    private static readonly string Home = Environment.GetEnvironmentVariable("FEATURE_TESTS_HOME")!;

    /// <summary>A file beside the feature.</summary>
    public static byte[] Read(this FeatureContext feature, string name) => File.ReadAllBytes(Path.Combine(Home, feature.FeatureInfo.FolderPath, name));

    public static void Attach(this IReqnrollOutputHelper output, string text, string ending) => output.Attach(Encoding.UTF8.GetBytes(text), $"text{ending}");

    public static void Attach(this IReqnrollOutputHelper output, byte[] content, string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Home, "attached", Guid.NewGuid().ToString())).FullName, name);
        File.WriteAllBytes(path, content);
        output.AddAttachment(path);
    }
}
