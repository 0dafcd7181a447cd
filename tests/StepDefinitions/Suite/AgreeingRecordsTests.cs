using System.Text.Json.Nodes;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>
/// A folder of awkward feature files: whatever the test platform says of a test, the results, the page and the messages say too, and each
/// test leaves one result, in a run of all and in a run of some.
/// </summary>
internal sealed class AgreeingRecordsTests
{
    private const string Criteria = """
            Then the run meets these criteria:
              | measure        | must be |
              | failed queries | none    |
        """;

    private const string Load = """
            Given Spark 4.1.1
            When one client asks "select one" back to back for 100 milliseconds after a warm-up of 100 milliseconds
        """;

    private static readonly string Passing = $"{Load}\n{Criteria}";

    /// <summary>
    /// It sends no load. Each that does takes seconds, so a file has one only where its reports may depend on its language, its parts or
    /// its place.
    /// </summary>
    private const string Failing = "    Given Spark 4.1.1";

    private static readonly string German = Passing.Replace("Given ", "Angenommen ", StringComparison.Ordinal)
        .Replace("When ", "Wenn ", StringComparison.Ordinal).Replace("Then ", "Dann ", StringComparison.Ordinal);

    private static readonly string Japanese = Passing.Replace("Given ", "前提", StringComparison.Ordinal)
        .Replace("When ", "もし", StringComparison.Ordinal).Replace("Then ", "ならば", StringComparison.Ordinal);

    private static (string Path, string Text)[] Files() =>
    [
        ("Plain.feature", $"Feature: Plain\n  Scenario: Passes\n{Passing}\n"),
        ("plain.feature", $"Feature: Plain in small letters\n  Scenario: Passes\n{Passing}\n"),
        ("SameTitle.feature", $"Feature: Plain\n  Scenario: Passes\n{Failing}\n"),
        ("deep/Plain.feature", $"Feature: Plain\n  Scenario: Passes\n{Failing}\n"),
        ("deep-Plain.feature", $"Feature: Plain\n  Scenario: Passes\n{Passing}\n"),
        ("with blank.feature", $"Feature: Blank in its name\n  Scenario: Fails\n{Failing}\n"),
        ("with.dot.feature", $"Feature: Dot in its name\n  Scenario: Passes\n{Passing}\n"),
        ("SameNames.feature", $"Feature: Same names\n  Scenario: Twin\n{Passing}\n  Scenario: Twin\n    Given Spark 4.1.1\n  Scenario: "
            + "Twin 2\n    Given Spark 4.1.1\n"),
        ("Signs.feature", $"Feature: Signs\n  Scenario: latency > 5\n{Failing}\n  Scenario: latency < 5\n    Given Spark 4.1.1\n  "
            + "Scenario: latency = 5\n    Given Spark 4.1.1\n"),
        ("Japanese.feature", $"# language: ja\n機能: 負荷\n  シナリオ: 応答時間\n{Japanese}\n"
            + $"  シナリオ: 失敗なし\n    前提Spark 4.1.1\n"),
        ("German.feature", $"# language: de\nFunktionalität: Last\n  Szenario: Schnell genug\n{German}\n"),
        ("Emoji.feature", $"Feature: 🚀\n  Scenario: 🔥\n{Failing}\n  Scenario: 💧\n    Given Spark 4.1.1\n"),
        ("Ability.feature", $"Ability: Carry load\n  Example: One\n{Passing}\n"),
        ("BusinessNeed.feature", $"Business Need: Speed\n  Scenario: One\n{Failing}\n"),
        ("Rules.feature", $"Feature: Rules\n  Rule: First\n    Scenario: Same in both\n{Passing}\n  Rule: Second\n    Scenario: Same in "
            + "both\n      Given Spark 4.1.1\n"),
        ("Background.feature", "Feature: Background\n  Background:\n    Given Spark 4.1.1\n  Scenario: "
            + $"One\n{Passing.Replace("Given Spark 4.1.1", "Given the random seed 7", StringComparison.Ordinal)}\n"),
        ("Outline.feature", "Feature: Outline\n  Scenario Outline: On "
            + $"<version>\n{Passing.Replace("4.1.1", "<version>", StringComparison.Ordinal)}\n    Examples:\n      | version |\n      | "
                + "3.5.8   |\n      | 4.1.1   |\n"),
        ("OutlineSame.feature", "Feature: Outline of one name\n  Scenario Outline: Row\n    Given Spark <version>\n    Examples:\n      "
            + "| version |\n      | 3.5.8   |\n      | 4.1.1   |\n"),
        ("OutlineTwice.feature", "Feature: Outline with equal rows\n  Scenario Outline: Row\n    Given Spark <version>\n    Examples:\n  "
            + "    | version |\n      | 4.1.1   |\n      | 4.1.1   |\n"),
        ("Long.feature", $"Feature: Long\n  Scenario: {new string('a', 300)}\n{Passing}\n  Scenario: {new string('a', 300)}b\n    Given "
            + "Spark 4.1.1\n"),
        ("NoSteps.feature", "Feature: Nothing\n  Scenario: Has no step\n"),
        ("NoLoad.feature", "Feature: No load\n  Scenario: Only names a Spark\n    Given Spark 4.1.1\n"),
        ("NoCriteria.feature", $"Feature: No criteria\n  Scenario: Load without criteria\n{Load}\n"),
        ("Undefined.feature", $"Feature: Undefined\n  Scenario: Before\n    Given the moon is full\n{Passing}\n  Scenario: "
            + $"After\n{Passing}\n    And the moon is full\n"),
        ("WhenAfter.feature", $"Feature: Load after the criteria\n  Scenario: Too late\n{Passing}\n    When \"select one\" is queried "
            + "once per second for 1 second\n"),
        ("TwoSparks.feature", $"Feature: Two Sparks\n  Scenario: Which\n    Given Spark 3.5.8\n{Passing}\n"),
        ("TwoTables.feature", $"Feature: Two tables\n  Scenario: Which\n{Passing}\n{Criteria}\n"),
        ("TwoWarmUps.feature", $"Feature: Two warm-ups\n  Scenario: Which\n    Given a warm-up of 1 second\n{Passing}\n"),
        ("TwoTimes.feature", "Feature: Two times\n  Scenario: Which\n    Given a query may take 1 second\n    Given a query may take 2 "
            + $"seconds\n{Passing}\n"),
        ("Ignored.feature", $"Feature: Some left out\n  @ignore\n  Scenario: Left out\n{Passing}\n  Scenario: Kept\n    Given Spark "
            + "4.1.1\n"),
        ("AllIgnored.feature", $"@ignore\nFeature: All left out\n  Scenario: One\n{Passing}\n  Scenario: Two\n{Passing}\n"),
        ("IgnoredRow.feature", "Feature: Row left out\n  Scenario Outline: Row <version>\n    Given Spark <version>\n    Examples:\n     "
            + " | version |\n      | 3.5.8   |\n    @ignore\n    Examples:\n      | version |\n      | 4.1.1   |\n"),
        ("Broken.feature", "@broken\nFeature: Broken\n  Scenario: One\n    Nonsense\n"),
        ("deep/Broken.feature", "Feature: Broken outline\n  Scenario Outline: One\n    Given Spark 4.1.1\n"),
        ("Comments.feature", "# Nothing but a comment.\n"),
        ("Empty.feature", ""),
        ("NoScenario.feature", "Feature: Only words\n  To be written.\n"),
        ("Comma.feature", "# language: de\nFunktionalität: Komma\n  Szenario: Zwei "
            + $"Lesarten\n{German.Replace("failed queries | none    |", "median latency | under 1,500 ms |", StringComparison.Ordinal)}\n"),
        ("Row.feature", "Feature: Row\n  Scenario: Unknown "
            + $"measure\n{Passing.Replace("failed queries", "broken queries", StringComparison.Ordinal)}\n"),
        ("Version.feature", "Feature: Version\n  Scenario: Unknown version\n    Given Spark 9.9\n"),
        ("Quotes.feature", $"Feature: \"Quotes\" & <tags>\n  Scenario: It's \"one\" & <two>\n{Passing}\n"),
    ];

    [Test]
    public async Task Records_OfManyAwkwardFiles_SayWhatTheTestPlatformSays()
    {
        using var suite = SuiteProcess.WithFeatures(Files());

        var outcome = await suite.RunAsync("FullyQualifiedName~SparkLoad");

        Files().Length.ShouldBe(41);
        var tests = outcome.Tests.Select(test => test.Outcome).ToList();
        var results = outcome.Results!.Scenarios;
        results.Count.ShouldBe(tests.Count, string.Join("\n", results.Select(result => $"{result.Id}: {result.Verdict}")));
        results.Select(result => result.Id).ShouldBeUnique();
        // A scenario that becomes a row of an outline keeps its name, and with it its id and its history.
        results.Where(result => result.FeatureUri == "Outline.feature").Select(result => (result.Id, result.Scenario, result.Example))
            .ShouldBe([("outline-on-3-5-8", "On 3.5.8", null), ("outline-on-4-1-1", "On 4.1.1", null)]);
        results.Where(result => result.FeatureUri == "OutlineSame.feature").Select(result => (result.Id, result.Scenario, result.Example))
            .ShouldBe(
                [("outlinesame-row-version-3-5-8", "Row", "version: 3.5.8"), ("outlinesame-row-version-4-1-1", "Row", "version: 4.1.1")]);
        results.Count(result => result.Verdict == ScenarioVerdict.Passed).ShouldBe(tests.Count(test => test == "Passed"));
        // What NUnit counts as skipped is what no load was sent for and no test failed for.
        tests.Count(test => test == "NotExecuted").ShouldBe(4);
        results.Count(result => result.Reason is "Ignored scenario" or "Ignored feature" && result.Verdict == ScenarioVerdict.NotRun)
            .ShouldBe(4);
        results.ShouldAllBe(result => result.Verdict == ScenarioVerdict.Passed || !string.IsNullOrWhiteSpace(result.Reason));
        results.Single(result => result.FeatureUri == "Undefined.feature" && result.Scenario == "After").Verdict
            .ShouldBe(ScenarioVerdict.Failed);
        results.Single(
            result => result.Reason?.Contains("features/deep/Broken.feature cannot be read: (2:3)", StringComparison.Ordinal) == true)
            .Verdict.ShouldBe(ScenarioVerdict.Failed);
        foreach (var refused in new[] { "WhenAfter", "TwoSparks", "TwoTables", "TwoWarmUps", "TwoTimes", "Comma", "Row" })
        {
            results.Single(result => result.FeatureUri == $"{refused}.feature").Loads.ShouldBeEmpty();
        }

        var run = Directory.GetDirectories(suite.Reports).ShouldHaveSingleItem();
        var page = System.Net.WebUtility.HtmlDecode(File.ReadAllText(Path.Combine(run, "index.html")));
        results.ShouldAllBe(result => page.Contains($"id=\"{result.Id}\"", StringComparison.Ordinal));
        page.ShouldContain("もし");
        page.ShouldContain("Ability");
        var summary = File.ReadAllText(Path.Combine(run, "summary.md"));
        summary.ShouldContain($"{results.Count(result => result.Verdict == ScenarioVerdict.Failed)} of {tests.Count} scenarios failed");
        var pickles = File.ReadLines(Path.Combine(run, "messages.ndjson")).Select(line => JsonNode.Parse(line)!).ToList();
        pickles.Count(message => message["testCaseFinished"] is not null)
            .ShouldBe(results.Count(result => result.Reason is not ("Ignored scenario" or "Ignored feature") && result.Line is not null));

        var some = await suite.RunAsync(
            "FullyQualifiedName~SignsFeature|FullyQualifiedName~SomeLeftOut|FullyQualifiedName~PlainInSmallLetters|TestCategory=broken");

        some.Results!.Scenarios.Select(result => result.Id).ShouldBe(
            results.Where(result => result.FeatureUri is "Signs.feature" or "Ignored.feature" or "plain.feature" or "Broken.feature")
                .Select(result => result.Id),
            ignoreOrder: true);
    }

    [Test]
    public async Task Ignored_WhereAcceptanceIsRequired_IsNotGreen()
    {
        using var suite = SuiteProcess.WithFeatures(
            ("Ignored.feature", $"Feature: All left out\n  @ignore\n  Scenario: Left out\n{Passing}\n"));

        var outcome = await suite.RunAsync("FullyQualifiedName~SparkLoad", ("SPARKLOAD_REQUIRE", "acceptance"));

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Tests.ShouldHaveSingleItem().Outcome.ShouldBe("Failed");
        outcome.Results!.Scenarios.ShouldHaveSingleItem().Reason!.ShouldContain(
            "tagged @ignore, and SPARKLOAD_REQUIRE asks for acceptance");
    }
}
