using SparkLoad.LivingDoc.Tests.Fixtures;

namespace SparkLoad.Cli.Tests;

/// <summary>A user's mistake is answered with one sentence and an exit code that a script can tell from success.</summary>
internal sealed class MistakeTests
{
    private readonly string _empty = Directory.CreateTempSubdirectory("sparkload-cli-").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_empty);

    [TestCase("Unknown command 'rendr'.", "rendr", "reports/x")]
    [TestCase("Command 'render' is missing required argument 'run folder'.", "render")]
    [TestCase("Command 'fragment' is missing required argument 'scenario id'.", "fragment", "reports/x")]
    [TestCase("Could not match 'b' with an argument.", "render", "a", "b")]
    [TestCase("Unknown option 'all'.", "index", "reports", "--all")]
    [TestCase("The run folder is empty; name one below the reports folder.", "render", "")]
    [TestCase("The run folder is empty; name one below the reports folder.", "fragment", " ", "x")]
    [TestCase("The reports folder is empty; name one.", "index", "")]
    [TestCase("The record folder is empty; name one.", "publish", "reports", " ")]
    [TestCase("The folder is empty; name one that does not exist yet.", "new", "")]
    [TestCase("There is no pipeline for \"travis\"; there are github, gitlab, azure, jenkins.", "new", "load", "--pipeline", "travis")]
    [TestCase("The folder is empty; name one, or leave it out for the current one.", "check", " ")]
    public async Task Arguments_NotUnderstood_EndWithTwoAndASentence(string sentence, params string[] arguments)
    {
        var answer = await Sparkload.RunAsync(arguments);

        answer.ShouldBe(new Sparkload.Answer(2, "", $"{sentence} \"sparkload --help\" shows what there is.{Environment.NewLine}"));
    }

    [Test]
    public async Task Arguments_None_EndWithTwoAndTheHelp()
    {
        var answer = await Sparkload.RunAsync();

        answer.Code.ShouldBe(2);
        answer.Output.ShouldContain("COMMANDS:");
    }

    [TestCase("render", "Name the folder of a run, one below the reports folder.")]
    [TestCase("draw", "Name the folder of a run, one below the reports folder.")]
    [TestCase("index", "Name the folder that holds the runs' folders")]
    [TestCase("baseline", "Name the folder of a run, one below the reports folder.")]
    public async Task Folder_ThatIsNotThere_EndsWithOneAndASentence(string command, string sentence)
    {
        var answer = await Sparkload.RunAsync(command, "/nowhere/at/all");

        answer.Code.ShouldBe(1);
        answer.Error.ShouldContain("/nowhere/at/all");
        answer.Error.ShouldContain(sentence);
        answer.Error.TrimEnd().ShouldNotContain("\n");
    }

    [Test]
    public async Task Render_FolderWithoutResults_EndsWithOneAndASentence()
    {
        var answer = await Sparkload.RunAsync("render", _empty);

        answer.ShouldBe(new Sparkload.Answer(
            1, "", $"The folder '{_empty}' holds no results.json. Name the folder of a run, one below the reports "
                + $"folder.{Environment.NewLine}"));
    }

    [Test]
    public async Task Render_PlaceThatCannotBeWritten_EndsWithOneAndASentence()
    {
        using var reports = new TemporaryReports();
        var folder = Runs.Short(Runs.Rehearsal()).Write(reports.Path);
        Directory.CreateDirectory(Path.Combine(folder, "index.html"));

        var answer = await Sparkload.RunAsync("render", folder);

        answer.Code.ShouldBe(1);
        answer.Error.ShouldStartWith("A file cannot be read or written: ");
        answer.Error.TrimEnd().ShouldNotContain("\n");
    }
}
