using NUnit.Framework;
using Shouldly;
using SparkLoad.StepDefinitions.Tests.Suite;

namespace SparkLoad.StepDefinitions.Tests.Pipelines;

/// <summary>The pipelines that <c>sparkload new</c> writes: what each says, and what their commands do.</summary>
/// <remarks>All of them have the same commands and variables, so that what one executes here is executed for all.</remarks>
internal sealed class PipelineTests
{
    private static readonly string[] Files = ["github-actions.yml", "gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile"];

    private PipelineWorkspace _workspace = null!;

    [OneTimeSetUp]
    public async Task MakeWorkspaceAsync() => _workspace = await PipelineWorkspace.MakeAsync();

    [OneTimeTearDown]
    public void RemoveWorkspace() => _workspace.Dispose();

    [Test]
    public void Pipelines_OfEverySystem_HaveTheSameCommandsAndVariables(
        [ValueSource(nameof(Files))] string file, [Values("rehearsal", "acceptance")] string job)
    {
        var (own, first) = (Job(file, job), Job(Files[0], job));

        own.Commands.ShouldBe(first.Commands);
        own.Always.ShouldBe(first.Always);
        Stated(own).ShouldBe(Stated(first), ignoreOrder: true);
        own.Variables.Where(pair => pair.Key.StartsWith("SPARK", StringComparison.Ordinal)).Select(pair => pair.Key)
            .ShouldBe(first.Variables.Keys.Where(key => key.StartsWith("SPARK", StringComparison.Ordinal)), ignoreOrder: true);
    }

    [TestCase("github-actions.yml", "if: always()", 3)]
    [TestCase("gitlab-ci.yml", "when: always", 2)]
    [TestCase("azure-pipelines.yml", "condition: always()", 5)]
    [TestCase("Jenkinsfile", "always {", 2)]
    public void Pipeline_ThatEndsBadly_PublishesAllTheSameAndStaysRed(string file, string always, int times)
    {
        var text = File.ReadAllText(PathOf(file));

        (text.Split(always).Length - 1).ShouldBe(times);
        string[] green = ["continue-on-error", "continueOnError", "allow_failure", "catchError", "returnStatus", "|| true", "set +e"];
        green.Where(way => text.Contains(way, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Test]
    public async Task Commands_OfBothJobs_Run()
    {
        var (rehearsal, acceptance) = (Job(Files[0], "rehearsal"), Job(Files[0], "acceptance"));
        acceptance.Commands.Take(3).ShouldBe(rehearsal.Commands.Take(3), "the suite is built here for both");

        var rehearsed = await _workspace.RunAsync(rehearsal, rehearsal.Commands);

        rehearsed.ExitCode.ShouldBe(0, rehearsed.Output);
        _workspace.JUnit().ShouldBe((2, 0));
        _workspace.Trx().ShouldBe((2, 0));
        _workspace.StepSummary.ShouldStartWith("From before\n## Not accepted, because it is a rehearsal: both scenarios passed\n");
        _workspace.StepSummary.Split("## ").Length.ShouldBe(2);

        var reports = ("SPARKLOAD_REPORTS", Path.Combine(_workspace.Home, "reports"));
        var baseline = acceptance.Commands[^1];
        (await _workspace.RunAsync(acceptance, [baseline], reports, ("SAVE_BASELINE", "false"))).Output.ShouldBeEmpty();
        var saved = await _workspace.RunAsync(acceptance, [baseline], reports, ("SAVE_BASELINE", "true"));
        (saved.ExitCode, saved.Output).ShouldSatisfyAllConditions(
            _ => saved.ExitCode.ShouldBe(0, saved.Output), _ => saved.Output.ShouldContain("saved: Each shop asks for its own sales"));

        // What stands in for Spark is no acceptance, whatever it answers.
        var kept = ("SPARKLOAD_REPORTS", Path.Combine(_workspace.Home, "kept"));
        var accepted = await _workspace.RunAsync(
            acceptance, acceptance.Commands.Skip(3), kept, ("SPARK_ADDRESS", "embedded"), ("SAVE_BASELINE", "true"));
        var published = await _workspace.RunAsync(acceptance, acceptance.Always, kept);

        accepted.ExitCode.ShouldBe(1, accepted.Output);
        accepted.Output.ShouldNotContain("saved: ");
        published.ExitCode.ShouldBe(0, published.Output);
        _workspace.JUnit().ShouldBe((2, 2));
        _workspace.Trx().ShouldBe((2, 2));
        var summary = await File.ReadAllTextAsync(Path.Combine(_workspace.Home, "run", "summary.md"));
        summary.ShouldStartWith("## Not accepted: no scenario was run\n");
        summary.Split(@"SPARKLOAD\_REQUIRE").Length.ShouldBe(2, "a reason that both share");
        _workspace.StepSummary.ShouldEndWith(summary);
    }

    private static IEnumerable<KeyValuePair<string, string>> Stated(PipelineJob job) =>
        job.Variables.Where(pair => pair.Key is not ("SUITE_URL" or "SAVE_BASELINE"));

    private PipelineJob Job(string file, string job) => PipelineJob.Read(PathOf(file), job);

    private string PathOf(string file) => Path.Combine(_workspace.Home, "pipelines", file);
}
