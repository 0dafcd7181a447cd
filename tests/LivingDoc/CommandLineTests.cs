namespace SparkLoad.LivingDoc.Tests;

public sealed class CommandLineTests
{
    [TestCase(new[] { "render", "/nowhere/at/all" }, 1, "The folder '/nowhere/at/all' does not exist. Name the folder of a run")]
    [TestCase(new[] { "index", "/nowhere/at/all" }, 1, "The folder '/nowhere/at/all' does not exist. Name the folder that holds the runs' folders")]
    [TestCase(new[] { "rendr", "x" }, 2, "'rendr x' is not a command.")]
    [TestCase(new string[0], 2, "Usage:")]
    public async Task Run_BadInput_SaysWhatAndHowToMendIt(string[] args, int expected, string sentence)
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(args, TextReader.Null, TextWriter.Null, error, CancellationToken.None);

        code.ShouldBe(expected);
        error.ToString().ShouldContain(sentence);
        error.ToString().ShouldNotContain("   at ");
    }

    [Test]
    public async Task Render_FolderWithoutResults_SaysSo()
    {
        var folder = Directory.CreateTempSubdirectory("sparkload-page-");
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["render", folder.FullName], TextReader.Null, TextWriter.Null, error, CancellationToken.None);

        code.ShouldBe(1);
        error.ToString().ShouldContain("holds no results.json");
        folder.Delete();
    }
}
