using System.Text.Json;
using Reqnroll;

namespace SparkLoad.BundledRunner.Tests.Messages;

public sealed class RunMessagesTests
{
    private const string Text = """
        Feature: F
          @green
          Scenario: Green
            Given 3 clients
          Scenario: Red
            Given it throws
            Then 1 client
          Scenario: Undefined
            When nobody knows
          Scenario: Ambiguous
            Then it is ambiguous
          Scenario: Pending
            Given it is pending
        """;

    private Journal _journal = new();

    [OneTimeSetUp]
    public async Task RunAsync() => _journal = await Journal.RunAsync(Text, typeof(Steps));

    [Test]
    public void Messages_OfARun_ComeInTheOrderOfTheProtocol()
    {
        _journal.Messages.Select(message => message.Kind).Where(kind => kind is not ("stepDefinition" or "hook" or "parameterType")).Take(20).ShouldBe(
        [
            "meta", "testRunStarted", "testRunHookStarted", "testRunHookFinished",
            "source", "gherkinDocument", "pickle", "pickle", "pickle", "pickle", "pickle",
            "testRunHookStarted", "attachment", "testRunHookFinished",
            "testCase", "testCaseStarted",
            "testStepStarted", "attachment", "testStepFinished",
            "testStepStarted",
        ]);
        _journal.Messages[^1].Kind.ShouldBe("testRunFinished");
        _journal.Messages[^1].Body.GetProperty("success").GetBoolean().ShouldBeFalse();
    }

    [Test]
    public void Messages_EveryReference_NamesWhatWasSaidBefore()
    {
        var known = new HashSet<string>();
        foreach (var (kind, body) in _journal.Messages)
        {
            foreach (var reference in References(body))
            {
                known.ShouldContain(reference, kind);
            }

            known.UnionWith(Own(body));
        }
    }

    [Test]
    public void Messages_EveryStepThatWasPlanned_HasStartedAndFinished()
    {
        var planned = Of("testCase").SelectMany(testCase => testCase.GetProperty("testSteps").EnumerateArray())
            .Select(step => step.GetProperty("id").GetString()).Order();

        Of("testStepStarted").Select(step => step.GetProperty("testStepId").GetString()).Order().ShouldBe(planned);
        Of("testStepFinished").Select(step => step.GetProperty("testStepId").GetString()).Order().ShouldBe(planned);
    }

    [Test]
    public void Messages_Statuses_AreWhatHappened() =>
        Of("testStepFinished").Select(step => step.GetProperty("testStepResult").GetProperty("status").GetString()).ShouldBe(
        [
            "PASSED", "PASSED",
            "PASSED", "FAILED", "SKIPPED",
            "PASSED", "UNDEFINED",
            "PASSED", "AMBIGUOUS",
            "PASSED", "PENDING",
        ]);

    [Test]
    public void Messages_Failure_KeepsTypeAndText()
    {
        var failed = Of("testStepFinished").Select(step => step.GetProperty("testStepResult"))
            .Single(result => result.GetProperty("status").GetString() == "FAILED").GetProperty("exception");

        failed.GetProperty("type").GetString().ShouldBe("System.InvalidOperationException");
        failed.GetProperty("message").GetString().ShouldBe("thrown");
    }

    [Test]
    public void Messages_Attachment_BelongsToTheStepThatMadeIt()
    {
        var (log, file) = (Of("attachment").Skip(2).First(), Of("attachment").Skip(3).First());

        log.GetProperty("body").GetString().ShouldBe("3 clients");
        log.GetProperty("mediaType").GetString().ShouldBe("text/x.cucumber.log+plain");
        Convert.FromBase64String(file.GetProperty("body").GetString()!).ShouldBe("<svg/>"u8.ToArray());
        file.GetProperty("contentEncoding").GetString().ShouldBe("BASE64");
        file.GetProperty("mediaType").GetString().ShouldBe("image/svg+xml");
        file.GetProperty("testStepId").GetString().ShouldBe(
            Of("testCase").First().GetProperty("testSteps")[1].GetProperty("id").GetString());
    }

    [Test]
    public void Messages_FileThatIsMissing_IsNamedInstead() =>
        Of("attachment").Select(attachment => attachment.GetProperty("body").GetString()!).First().ShouldStartWith("missing.svg could not be attached");

    [Test]
    public void Messages_StepArguments_HaveTheirPlace()
    {
        var group = Of("testCase").First().GetProperty("testSteps")[1]
            .GetProperty("stepMatchArgumentsLists")[0].GetProperty("stepMatchArguments")[0].GetProperty("group");

        group.GetProperty("value").GetString().ShouldBe("3");
        group.GetProperty("start").GetInt32().ShouldBe(0);
    }

    [Test]
    public void Messages_UndefinedStep_HasASuggestion() =>
        Of("suggestion").ShouldHaveSingleItem().GetProperty("snippets")[0].GetProperty("code").GetString()!.ShouldContain("[When(\"nobody knows\")]");

    private IEnumerable<JsonElement> Of(string kind) => _journal.Messages.Where(message => message.Kind == kind).Select(message => message.Body);

    private static IEnumerable<string> Own(JsonElement element) => Strings(element, name => name == "id");

    private static IEnumerable<string> References(JsonElement element) => Strings(
        element, name => (name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Ids", StringComparison.Ordinal)) && name != "workerId")
        .Except(Own(element));

    private static IEnumerable<string> Strings(JsonElement element, Func<string, bool> named) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, named)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Value.ValueKind switch
        {
            JsonValueKind.String => named(property.Name) ? [property.Value.GetString()!] : [],
            JsonValueKind.Array when named(property.Name) => property.Value.EnumerateArray().Select(item => item.GetString()!),
            _ => Strings(property.Value, named),
        }),
        _ => [],
    };

    [Binding]
    public sealed class Steps(IReqnrollOutputHelper output)
    {
        [BeforeTestRun]
        public static void Start()
        {
        }

        [BeforeFeature]
        public static void Enter(IReqnrollOutputHelper output) => output.AddAttachment("missing.svg");

        [BeforeScenario]
        public void Before() => output.WriteLine("before");

        [Given("{int} client(s)")]
        [Then("{int} client(s)")]
        public void Clients(int count)
        {
            output.WriteLine("{0} clients", count);
            var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.svg");
            File.WriteAllText(file, "<svg/>");
            output.AddAttachment(file);
            File.Delete(file);
        }

        [Given("it throws")]
        public static void Throw() => throw new InvalidOperationException("thrown");

        [Then("it is ambiguous")]
        [Given("it is pending")]
        public static void Pending() => throw new PendingStepException();

        [Then("it is {word}")]
        public static void Ambiguous(string what) => ArgumentException.ThrowIfNullOrEmpty(what);
    }
}
