namespace SparkLoad.Cli.Tests;

internal sealed class HelpTests
{
    [Test]
    public async Task Help_OfTheWhole_ListsEveryCommand()
    {
        var answer = await Sparkload.RunAsync("--help");

        answer.Error.ShouldBeEmpty();
        answer.Code.ShouldBe(0);
        answer.Output.ShouldContain("sparkload [OPTIONS] <COMMAND>");
        string[] commands =
        [
            "render <run folder>", "watch", "draw <run folder>", "index <reports folder>", "publish <reports folder> <record folder>",
            "baseline <run folder>", "fragment <run folder> <scenario id>",
        ];
        commands.ShouldAllBe(command => answer.Output.Contains(command));
    }

    [TestCase("render", "sparkload render <run folder> [OPTIONS]", "The folder of a run, one below the reports folder")]
    [TestCase("index", "sparkload index <reports folder> [OPTIONS]", "The folder that holds the folders of the runs")]
    [TestCase("fragment", "sparkload fragment <run folder> <scenario id> [OPTIONS]", "As in results.json of the run")]
    public async Task Help_OfACommand_SaysWhatItTakes(string command, string usage, string argument)
    {
        var answer = await Sparkload.RunAsync(command, "--help");

        answer.Code.ShouldBe(0);
        answer.Output.ShouldContain(usage);
        answer.Output.ShouldContain(argument);
    }

    [Test]
    public async Task Version_Asked_IsThatOfTheSuite()
    {
        var answer = await Sparkload.RunAsync("--version");

        answer.Code.ShouldBe(0);
        Version.TryParse(answer.Output.Trim(), out _).ShouldBeTrue(answer.Output);
    }
}
