using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A second repository, made by <c>sparkload new</c>, is run as it is and with values of its own.</summary>
internal sealed class OwnRepositoryTests
{
    private string _home = "";

    [SetUp]
    public async Task MakeRepository()
    {
        _home = Path.Combine(Directory.CreateTempSubdirectory("sparkload-own-").FullName, "load");
        var (code, output) = await SparkloadCommand.RunAsync(["new", _home]);
        code.ShouldBe(0, output);
    }

    [TearDown]
    public void RemoveRepository() => Directory.Delete(Path.GetDirectoryName(_home)!, recursive: true);

    [Test]
    public async Task New_WhereSomethingIs_OverwritesNothing()
    {
        File.WriteAllText(Path.Combine(_home, "README.md"), "ours");

        var (code, output) = await SparkloadCommand.RunAsync(["new", _home]);

        (code, output).ShouldBe((1, $"\"{_home}\" exists and is not empty, and nothing in it is overwritten: name a folder that does not "
            + $"exist yet.{Environment.NewLine}"));
        File.ReadAllText(Path.Combine(_home, "README.md")).ShouldBe("ours");
    }

    [Test]
    public async Task Repository_AsMade_IsInOrderAndPassesAsARehearsal()
    {
        var check = await SparkloadCommand.RunAsync(["check", _home]);
        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldContain("2 scenarios, no mistake. Nothing was sent.");
        File.ReadAllText(Path.Combine(_home, "README.md")).ShouldNotContain("{{");
        Directory.GetFiles(_home, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_home, file)).ShouldBe(
            [
                ".gitignore", "README.md", "data/retail.sql", "features/Retail.feature", "pipelines/Jenkinsfile",
                "pipelines/azure-pipelines.yml", "pipelines/github-actions.yml", "pipelines/gitlab-ci.yml", "queries/sales by country.sql",
                "queries/sales of a shop.csv", "queries/sales of a shop.sql", "sparkload.json",
            ],
            ignoreOrder: true);

        using var suite = SuiteProcess.At(_home);
        var outcome = await suite.RunAsync("TestCategory=retail");

        outcome.ExitCode.ShouldBe(0, outcome.Output);
        outcome.Results!.Scenarios.ShouldAllBe(scenario => scenario.Verdict == ScenarioVerdict.Passed);
        Directory.GetDirectories(Path.Combine(_home, "reports")).Length.ShouldBe(1);
    }

    // A Spark that has just been started does not answer the made folder's aggregation 50 times a second on two cores.
    [TestCase("4.1.1", false, 50)]
    [TestCase("3.5.8", true, 4, Category = "needs-spark")]
    [TestCase("4.1.1", true, 4, Category = "needs-spark")]
    public async Task Repository_WithParametersOfItsOwn_AsksWhatItsFileSays(string version, bool isReal, int rate)
    {
        var seconds = isReal ? 5 : 20;
        var rows = rate * seconds;
        var target = $"SPARKLOAD_TARGET_{version.Replace('.', '_')}";
        var home = isReal ? Environment.GetEnvironmentVariable(target) : "embedded";
        if (string.IsNullOrEmpty(home))
        {
            Assert.Ignore($"Needs {target} with the path of a Spark {version} home.");
        }

        var csv = string.Concat(Enumerable.Range(0, rows).Select(
            n => string.Create(CultureInfo.InvariantCulture, $"{n % 20},2026-{1 + (n % 3):00}-{1 + (n % 28):00}\n")));
        File.WriteAllText(Path.Combine(_home, "queries", "sales of a shop.csv"), $"shop:int,since:date\n{csv}");
        var feature = Path.Combine(_home, "features", "Retail.feature");
        // What a busy machine makes late is the load generator's, and not looked at here.
        string[] late = ["throughput", "on time", "95th"];
        var kept = File.ReadAllLines(feature).Where(line => !late.Any(line.Contains));
        File.WriteAllLines(feature, kept.Select(line => line.Replace("Spark 4.1.1", $"Spark {version}")
            .Replace("2 times per second for 10 minutes", $"{rate} times per second for {seconds} seconds")));
        File.WriteAllText(Path.Combine(_home, "sparkload.json"), "{}");

        using var suite = SuiteProcess.At(_home);
        var outcome = await suite.RunAsync("Name~Each", (target, home!), ("SPARKLOAD_DURATION_SCALE", "1"));

        var result = outcome.Results.ShouldNotBeNull(outcome.Output).Scenarios.ShouldHaveSingleItem();
        result.Verdict.ShouldBe(ScenarioVerdict.Passed, outcome.Output);
        (result.Loads[0].Planned, result.Loads[0].Succeeded).ShouldBe((rows, rows));
        result.Evidence.ShouldBe(isReal ? EvidenceKind.Acceptance : EvidenceKind.Rehearsal);
        var run = Directory.GetDirectories(Path.Combine(_home, "reports")).ShouldHaveSingleItem();
        var journal = File.ReadLines(Path.Combine(run, RunFiles.Journal))
            .Select(line => JsonSerializer.Deserialize<JournalLine>(line, ResultsJson.Line)!).OrderBy(line => line.N).ToArray();
        journal.Select(line => line.ParameterRow).ShouldBe(Enumerable.Range(0, rows).Select(n => (int?)n));
        File.ReadAllText(Path.Combine(run, "queries", "sales of a shop.csv")).ShouldEndWith(csv);
        File.Exists(Path.Combine(run, "data", "retail.sql")).ShouldBeTrue();
    }
}
