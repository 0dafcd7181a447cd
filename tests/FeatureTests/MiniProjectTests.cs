using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Shouldly;

namespace SparkLoad.FeatureTests.Tests;

/// <summary>A small project that uses what Reqnroll offers, held against what Reqnroll's own generator made of it.</summary>
internal sealed partial class MiniProjectTests : IDisposable
{
    private static readonly string Mini = Path.Combine(AppContext.BaseDirectory, "Assemblies", "Mini");

    private readonly TestAssembly _assembly = new("Mini");
    private AssemblyRun _run = null!;

    [OneTimeSetUp]
    public async Task RunAsync()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Mini, "features"), "*", SearchOption.AllDirectories))
        {
            _assembly.With(Path.GetRelativePath(Path.Combine(Mini, "features"), file), await File.ReadAllTextAsync(file));
        }

        _run = await _assembly.RunAsync();
    }

    public void Dispose() => _assembly.Dispose();

    [Test]
    public void Tests_OfTheProject_EndAsTheirScenariosDo() =>
        _run.Tests.Select(test => $"{test.Outcome}: {test.Name}").ShouldBe(
        [
            "Passed: Plain",
            "Passed: Eating 1",
            "Passed: Eating 2",
            "Passed: Eating 3",
            "Passed: Same name (n: 1)",
            "Passed: Same name (n: 2)",
            "NotExecuted: Left out",
            "Passed: Table and text",
            "Failed: Undefined",
            "Failed: Pending",
            "Failed: Ambiguous",
            "Failed: Failing",
            "NotExecuted: Inconclusive",
        ], ignoreOrder: true);

    [Test]
    public void Scenarios_OfTheProject_RunInTheOrderOfTheFiles()
    {
        var pickles = _run.Messages.Select(message => message["pickle"]).OfType<JsonNode>().ToDictionary(pickle => (string)pickle["id"]!);

        var run = _run.Messages.Select(message => message["testCase"]).OfType<JsonNode>().Select(ran => pickles[(string)ran["pickleId"]!]);

        run.Select(pickle => (string)pickle["name"]!).ShouldBe(
        [
            "Plain", "Eating 1", "Eating 2", "Eating 3", "Same name", "Same name", "Table and text",
            "Undefined", "Pending", "Ambiguous", "Failing", "Inconclusive",
        ]);
    }

    [TestCase("Undefined", "No matching step definition found", "[When(\"nobody knows this step\")]")]
    [TestCase("Pending", "The step definition is not implemented.", "-> pending: Steps.Pend()")]
    [TestCase("Ambiguous", "Ambiguous step definitions found for step 'Given an ambiguous step'", "-> binding error")]
    [TestCase("Failing", "Expected: 7m", "-> error")]
    public void FailedTest_OfEachKind_SaysWhatReqnrollSays(string name, string message, string output)
    {
        _run.Test(name).Message.ShouldContain(message);
        _run.Test(name).Output.ShouldContain(output);
    }

    [TestCase("TestCategory=big", 1, TestName = "Category_OfATagOfExamples_SelectsTheirRows")]
    [TestCase("TestCategory=ruled&TestCategory=everything", 1, TestName = "Category_OfTheTagsOfRuleAndFeature_SelectsTheirScenarios")]
    [TestCase("FullyQualifiedName~EverythingAtOnceFeature.Plain", 1, TestName = "FullName_AsReqnrollGeneratesIt_SelectsTheScenario")]
    public async Task Filter_OfOneKind_Selects(string filter, int tests) => (await _assembly.RunAsync(filter)).Tests.Count.ShouldBe(tests);

    [Test]
    public void HtmlReport_OfTheRun_IsReqnrollsOwn() =>
        File.ReadAllText(Path.Combine(_assembly.Home, "reports-1", "report.html")).ShouldContain("Everything at once");

    /// <summary>Scenarios run in another order there, so the messages of each are held against those of the same scenario.</summary>
    [Test]
    public void Messages_OfTheRun_AreThoseOfReqnrollsGenerator()
    {
        var expected = File.ReadLines(Path.Combine(Mini, "expected-messages.ndjson")).Select(line => JsonNode.Parse(line)!.AsObject());

        Readable(_run.Messages).Split('\n').ShouldBe(Readable([.. expected]).Split('\n'));
    }

    /// <summary>
    /// The messages in an order that no run decides, ids replaced by what they stand for, and without times, places and stacks.
    /// </summary>
    private static string Readable(IReadOnlyList<JsonObject> messages)
    {
        var text = MessageText.Of(messages, ignored: ["timestamp", "duration", "stackTrace"]);
        return Attached().Replace(text, "mini-attachment.txt");
    }

    [GeneratedRegex("[^\" ]*mini-attachment.txt")]
    private static partial Regex Attached();
}
