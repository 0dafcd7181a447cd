using System.Text;
using Reqnroll;

namespace SparkLoad.FeatureTests.CompatibilityKit;

[Binding, Scope(Feature = "Attachments")]
public sealed class Attachments(IReqnrollOutputHelper output, FeatureContext feature)
{
    [When("the string {string} is attached as {string}")]
    public void AttachString(string text, string mediaType) => output.Attach(Encoding.UTF8.GetBytes(text), Ending(mediaType));

    [When("the string {string} is logged")]
    public void Log(string text) => output.WriteLine(text);

    [When("text with ANSI escapes is logged")]
    public void LogColours()
    {
        var rainbow = new[] { ("31", 'r'), ("91", 'a'), ("33", 'i'), ("32", 'n'), ("34", 'b'), ("95", 'o'), ("35", 'w') };
        output.WriteLine($"This displays a {string.Concat(rainbow.Select(letter => $"\e[{letter.Item1}m{letter.Item2}\e[0m"))}");
    }

    [When("the following string is attached as {string}:")]
    public void AttachText(string mediaType, string text) => AttachString(text, mediaType);

    [When("an array with {int} bytes is attached as {string}")]
    public void AttachBytes(int size, string mediaType) =>
        output.Attach([.. Enumerable.Range(0, size).Select(n => (byte)n)], Ending(mediaType));

    [When("a PDF document is attached and renamed")]
    public void AttachRenamed() => output.Attach(feature.Read("document.pdf"), ".pdf", "renamed");

    [When("a link to {string} is attached")]
    public void AttachLink(string uri) => AttachString(uri, "text/uri-list");

    private static string Ending(string mediaType) => mediaType switch
    {
        "application/json" => ".json",
        "application/octet-stream" => ".bin",
        "text/plain" => ".txt",
        _ => ".uri",
    };
}

[Binding, Scope(Feature = "Examples Tables - With attachments")]
public sealed class ExamplesTablesAttachment(IReqnrollOutputHelper output, FeatureContext feature)
{
    [When("a JPEG image is attached")]
    public void AttachJpeg() => output.Attach(feature.Read("cucumber.jpeg"), ".jpeg");

    [When("a PNG image is attached")]
    public void AttachPng() => output.Attach(feature.Read("cucumber.png"), ".png");
}

[Binding, Scope(Feature = "Hooks - Attachments")]
public sealed class HooksAttachment(IReqnrollOutputHelper output, FeatureContext feature)
{
    [BeforeScenario]
    public void Before() => Attach();

    [When("a step passes")]
    public static void Pass() { }

    [AfterScenario]
    public void After() => Attach();

    private void Attach() => output.Attach(feature.Read("cucumber.svg"), ".svg");
}

/// <summary>Reqnroll attaches files only, and tells the media type from the ending.</summary>
internal static class Files
{
    private static readonly string Home = Environment.GetEnvironmentVariable("FEATURE_TESTS_HOME")!;

    /// <summary>A file next to the feature.</summary>
    public static byte[] Read(this FeatureContext feature, string name) =>
        File.ReadAllBytes(Path.Combine(Home, feature.FeatureInfo.FolderPath, name));

    /// <param name="name">As it stands, what the sample attaches has no name; the tests know it by that.</param>
    public static void Attach(this IReqnrollOutputHelper output, byte[] content, string ending, string name = "unnamed")
    {
        var folder = Directory.CreateDirectory(Path.Combine(Home, "attached", Path.GetRandomFileName())).FullName;
        var path = Path.Combine(folder, name + ending);
        File.WriteAllBytes(path, content);
        output.AddAttachment(path);
    }
}
