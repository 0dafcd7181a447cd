using NUnit.Framework;
using Shouldly;
using SparkLoad.Specs.Suite;

namespace SparkLoad.StepDefinitions.Tests.Suite;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class JobSummaryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-step-").FullName;
    private readonly List<string> _said = [];

    private string Step => Path.Combine(_folder, "step.md");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Summary_OfARun_IsAddedToWhatTheStepHas()
    {
        File.WriteAllText(Step, "From before");
        var file = Path.Combine(_folder, "summary.md");
        File.WriteAllText(file, "## Accepted: all 12 scenarios passed\n\nMore, in ü.\n");

        new JobSummary(Step, _said.Add).AddFile(file);
        new JobSummary(Step, _said.Add).Add("Not accepted: no scenario was run", "One mistake.\nAnother mistake.");

        File.ReadAllText(Step).ShouldBe(
            "From before\n## Accepted: all 12 scenarios passed\n\nMore, in ü.\n\n"
                + "## Not accepted: no scenario was run\n\n    One mistake.\n    Another mistake.\n");
        _said.ShouldBeEmpty();
    }

    [TestCase(JobSummary.MostBytes - 60, "\n## Accepted\n")]
    [TestCase(JobSummary.MostBytes - 5, "")]
    public void Summary_ThatIsTooLarge_IsItsFirstLineOrNothing(int before, string added)
    {
        File.WriteAllText(Step, new string('x', before));

        new JobSummary(Step, _said.Add).Add("Accepted", new string('ü', 25));

        File.ReadAllText(Step)[before..].ShouldBe(added);
        new FileInfo(Step).Length.ShouldBeLessThanOrEqualTo(JobSummary.MostBytes);
        _said.ShouldHaveSingleItem().ShouldContain("does not fit into the 1024 KB of GITHUB_STEP_SUMMARY");
    }

    [Test]
    public void Summary_ThatCannotBeWritten_IsOneSentence()
    {
        new JobSummary(Path.Combine(_folder, "none", "step.md"), _said.Add).Add("Accepted", "All.");

        _said.ShouldHaveSingleItem().ShouldStartWith(
            "The summary of the run could not be added to the file that GITHUB_STEP_SUMMARY names: ");
    }

    [Test]
    public void Summary_ElsewhereThanOnGitHub_IsNotAsked()
    {
        new JobSummary(null, _said.Add).AddFile(Path.Combine(_folder, "none.md"));
        new JobSummary("", _said.Add).AddFile(Path.Combine(_folder, "none.md"));

        _said.ShouldBeEmpty();
    }
}
