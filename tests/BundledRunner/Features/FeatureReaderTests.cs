using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Features;

namespace SparkLoad.BundledRunner.Tests.Features;

public sealed class FeatureReaderTests
{
    private const string Text = """"
        @load
        Feature: Sustained load
          All day.

          Background:
            Given a background

          @spark-4.1.1
          Scenario: One query
            When it runs
              | a | b      |
              | 1 | x \| y |

          @outline
          Scenario Outline: <n> clients
            How many.
            Given <n> clients
              """
              <n>
              """
            @few
            Examples:
              | n |
              | 1 |
              | 2 |

          @rule
          Rule: Money
            Background:
              Given a rule's background

            @inside
            Scenario: Inside
              Then it is judged

          Scenario Outline: Same name
            Given <n> clients
            Examples:
              | n |
              | 1 |
              | 1 |
        """";

    private readonly Feature _feature = Journal.Read(Text);

    [Test]
    public void Read_Scenarios_InTheOrderOfTheFileEachWithANameOfItsOwn() =>
        _feature.Scenarios.Select(scenario => scenario.Name).ShouldBe(
            ["One query", "1 clients", "2 clients", "Inside", "Same name (1)", "Same name (1) #2"]);

    [Test]
    public void Read_Feature_KeepsWhatItSays()
    {
        _feature.Info.Title.ShouldBe("Sustained load");
        _feature.Info.Description.ShouldBe("  All day.");
        _feature.Info.Tags.ShouldBe(["load"]);
        _feature.Info.FolderPath.ShouldBe("../../features");
        _feature.Info.Language.Name.ShouldBe("en");
    }

    [Test]
    public void Read_ExampleRow_HasItsArgumentsAndTags()
    {
        var info = _feature.Scenarios[2].Info;

        info.Title.ShouldBe("<n> clients");
        info.Description.ShouldBe("    How many.");
        info.Tags.ShouldBe(["outline", "few"]);
        info.CombinedTags.ShouldBe(["outline", "few", "load"]);
        info.Arguments["n"].ShouldBe("2");
        _feature.Scenarios[2].Steps[1].DocString.ShouldBe("2");
    }

    [Test]
    public void Read_ScenarioOfARule_KnowsTheRuleAndItsBackground()
    {
        var scenario = _feature.Scenarios[3];

        scenario.Rule!.Title.ShouldBe("Money");
        scenario.Info.CombinedTags.ShouldBe(["inside", "load", "rule"]);
        scenario.Steps.Select(step => $"{step.Kind} {step.Text}").ShouldBe(
            ["Given a background", "Given a rule's background", "Then it is judged"]);
    }

    [Test]
    public void Read_Table_HasItsCells()
    {
        var table = _feature.Scenarios[0].Steps[1].Table()!;

        table.Header.ShouldBe(["a", "b"]);
        table.Rows[0]["b"].ShouldBe("x | y");
    }

    [Test]
    public void Read_OtherLanguage_IsUnderstood()
    {
        var feature = Journal.Read("Funktionalität: F\n  Szenario: S\n    Wenn es läuft", "de");

        feature.Scenarios[0].Steps[0].Kind.ShouldBe(StepKind.When);
        feature.Info.Language.Name.ShouldBe("de");
    }

    [Test]
    public void Read_NotGherkin_NamesFileAndPlaces() =>
        Should.Throw<FeatureFormatException>(() => Journal.Read("Feature: F\n  Scenario: S\n    Given a table\n      | a |\n      | 1 | 2 |\n  Scenari: X"))
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldContain("features/test.feature (5:7): inconsistent cell count within the table"),
                message => message.ShouldContain("features/test.feature (6:3): "));
}
