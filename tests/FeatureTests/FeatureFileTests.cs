using NUnit.Framework;
using Shouldly;

namespace SparkLoad.FeatureTests.Tests;

/// <summary>What becomes of the files in the folder of features, whatever is in them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FeatureFileTests : IDisposable
{
    private const string Passing = "Feature: Good\n  Scenario: Passes\n    Given a step that passes\n";

    private readonly TestAssembly _assembly = new("Awkward");

    public void Dispose() => _assembly.Dispose();

    [Test]
    public async Task Files_ThatCannotBeRead_AreFailedTestsThatNameFileAndLineAndTheOthersRun()
    {
        (string Name, string Text, string Place)[] files =
        [
            ("no-step", "@slow @nightly\nFeature: Broken\n  Scenario: One\n    Given a step that passes\n  Nonsense\n", "(5:3)"),
            ("row-of-another-length", "@slow\nFeature: Broken\n  Scenario: One\n    Given a table\n      | a | b |\n      | 1 "
                + "|\n", "(6:7)"),
            ("unknown-language", "# language: xx\n@slow\nFeature: Broken\n  Scenario: One\n", "(1:1)"),
            ("no-examples", "@slow\nFeature: Broken\n  Scenario Outline: One\n    Given a step that passes\n", "(3:3)"),
            ("no-row", "@slow\nFeature: Broken\n  Scenario Outline: One\n    Given a step that passes\n    Examples:\n      | n "
                + "|\n", "(3:3)"),
        ];
        _assembly.With("good.feature", Passing);
        foreach (var (name, text, _) in files)
        {
            _assembly.With($"deep/{name}.feature", text);
        }

        var all = await _assembly.RunAsync();
        var slow = await _assembly.RunAsync("TestCategory=slow");

        all.ExitCode.ShouldNotBe(0);
        foreach (var (name, _, place) in files)
        {
            var broken = all.Test($"features/deep/{name}.feature can be read");
            broken.Outcome.ShouldBe("Failed");
            broken.Message.ShouldContain($"features/deep/{name}.feature cannot be read: {place}");
        }

        all.Test("Passes").Outcome.ShouldBe("Passed");
        slow.Tests.Select(test => test.Name).ShouldBe(
            files.Select(file => $"features/deep/{file.Name}.feature can be read"), ignoreOrder: true);
    }

    [Test]
    public async Task Folder_WithoutAScenario_IsAFailedTestThatNamesIt()
    {
        var missing = await _assembly.RunAsync();
        var empty = await _assembly.With("empty.feature", "# Nothing yet.\n").RunAsync();

        foreach (var run in new[] { missing, empty })
        {
            run.ExitCode.ShouldNotBe(0);
            run.Tests.ShouldHaveSingleItem().Message.ShouldContain(
                $"There is no scenario in {Path.Combine(_assembly.Home, "features")}, where FEATURE_TESTS_HOME leads: write one into a file");
        }
    }

    [Test]
    public async Task File_ChangedRenamedOrDeleted_IsRunAsItIsNow()
    {
        _assembly.With("one.feature", Passing).With("two.feature", "Feature: Other\n  Scenario: Goes\n    Given a step that passes\n");
        (await _assembly.RunAsync()).Tests.Select(test => test.Name).ShouldBe(["Passes", "Goes"], ignoreOrder: true);

        File.Move(_assembly.PathOf("one.feature"), _assembly.PathOf("three.feature"));
        File.Delete(_assembly.PathOf("two.feature"));
        (await _assembly.RunAsync()).Tests.Select(test => test.Name).ShouldBe(["Passes"]);

        _assembly.With("three.feature", "Feature: Good\n  Scenario: Is new\n    Given a step that passes\n");
        (await _assembly.RunAsync()).Tests.Select(test => test.Name).ShouldBe(["Is new"]);
    }

    [Test]
    public async Task EqualNames_OfFeaturesScenariosAndRows_AreAllRunAndToldApart()
    {
        const string Twice = """
            Feature: Twins
              Scenario: Same
                Given a step that passes
              Scenario: Same
                Given a step that passes
              Scenario Outline: Row <n>
                Given a step that passes
                Examples:
                  | n | m |
                  | 1 | 1 |
                  | 1 | 2 |
                  | 1 | 2 |
                  | 2 | 1 |
            """;

        var run = await _assembly.With("a.feature", Twice).With("b/a.feature", Twice).With("c.Feature", Twice).RunAsync();

        string[] names = ["Same", "Same #2", "Row 1 (n: 1, m: 1)", "Row 1 (n: 1, m: 2)", "Row 1 (n: 1, m: 2) #2", "Row 2"];
        run.ExitCode.ShouldBe(0, run.Output);
        run.Tests.Select(test => test.Name).ShouldBe(names.Concat(names).Concat(names), ignoreOrder: true);
        run.Messages.Count(message => message.ContainsKey("testCaseFinished")).ShouldBe(18);
        run.Messages.Where(message => message.ContainsKey("source")).Select(message => (string)message["source"]!["uri"]!)
            .ShouldBe(["features/a.feature", "features/b/a.feature", "features/c.Feature"], ignoreOrder: true);
    }

    [Test]
    public async Task IgnoreTag_OfAScenarioARuleOrExamples_LeavesOutWhatItStandsAt()
    {
        const string Passes = "  Scenario: Passes\n    Given a step that passes\n";

        var run = await _assembly
            .With("a.feature", $"Feature: First\n{Passes}  @ignore\n  Scenario: Left out\n    Given a step that passes\n")
            .With("b.feature", $"Feature: Second\n{Passes}  @Ignore\n  Rule: Later\n  Scenario: Left out\n    Given a step that passes\n")
            .With("c.feature", $"Feature: Third\n{Passes}  Scenario Outline: Left out\n    Given a step that passes\n    @ignore\n    "
                + "Examples:\n      | n |\n      | 1 |\n")
            .RunAsync();

        run.ExitCode.ShouldBe(0, run.Output);
        run.Tests.Select(test => (test.Name, test.Outcome)).Order().ShouldBe(
            [.. Enumerable.Repeat(("Left out", "NotExecuted"), 3), .. Enumerable.Repeat(("Passes", "Passed"), 3)]);
        run.Tests.Where(test => test.Name == "Left out").ShouldAllBe(test => test.Message == "Ignored scenario");
    }
}
