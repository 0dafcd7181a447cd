using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Shouldly;

namespace SparkLoad.FeatureTests.Tests;

/// <summary>The features of Cucumber's compatibility kit, held against the messages that the kit expects of every Cucumber.</summary>
[Category("needs-npm")]
internal sealed class CompatibilityKitTests : IDisposable
{
    private const string Npm = "SPARKLOAD_TEST_NPM";

    private static readonly string[] Samples =
    [
        "ambiguous", "attachments", "backgrounds", "cdata", "data-tables", "doc-strings", "empty", "examples-tables",
        "examples-tables-attachment", "examples-tables-undefined", "global-hooks", "hooks", "hooks-attachment", "hooks-conditional",
        "hooks-skipped", "hooks-undefined", "minimal", "multiple-features", "parameter-types", "pending", "retry", "retry-ambiguous",
        "retry-pending", "retry-undefined", "rules", "rules-backgrounds", "skipped", "stack-traces", "undefined", "unused-steps",
    ];

    /// <summary>Samples, or scenarios of those above, in which Reqnroll does something else; a test sees that it still does.</summary>
    private static readonly LeftOut[] Differing =
    [
        new("attachments", "Attaching URIs", "Reqnroll attaches files, and no ending of a file stands for the media type text/uri-list."),
        new("global-hooks-afterall-error", null, "After a hook that fails Reqnroll runs no further hook of its kind."),
        new("hooks-named", null, "Hooks of Reqnroll have no name."),
        new("hooks-skipped", "Skip from a Before hook", "After a hook that skips Reqnroll runs no further hook of its kind."),
        new("hooks-skipped", "Skip from an After hook", "After a hook that skips Reqnroll runs no further hook of its kind."),
        new("regular-expression", null, "Reqnroll hands over no group that matched nothing, and then misses an argument."),
        new("retry", "Test cases that fail are retried if within the --retry limit", "Reqnroll retries nothing."),
        new("retry", "Test cases that fail will continue to retry up to the --retry limit", "Reqnroll retries nothing."),
        new("retry", "Test cases won't retry after failing more than the --retry limit", "Reqnroll retries nothing."),
    ];

    /// <summary>Samples that cannot be run, or that would spoil the run of the others.</summary>
    private static readonly LeftOut[] NotRun =
    [
        new("global-hooks-attachments", null, "A hook of the run that asks for Reqnroll's output helper fails, and so every scenario."),
        new("global-hooks-beforeall-error", null, "A hook before the run that fails ends the other hooks and fails every scenario."),
        new("markdown", null, "Features in Markdown are not read, nor does Reqnroll's generator read them."),
        new("multiple-features-reversed", null, "It asks for the reverse order; NUnit runs features in the order of their names."),
        new("test-run-exception", null, "Its own runner has a switch that makes it fail outside of steps and hooks."),
        new("unknown-parameter-type", null, "An unknown parameter type fails every step of the assembly, not its own alone."),
    ];

    /// <summary>Members of messages that differ by nature, wherever they stand.</summary>
    private static readonly string[] ByNature =
    [
        "timestamp", "duration", // Those of the run.
        "uri", "sourceReference", // The features lie elsewhere, and the bindings are written in another language.
        "message", "exception", // Of what a step threw, and of a pending step: each language has words of its own.
        "snippets", // In another language; that one is suggested is compared.
        "parameterTypeName", // Reqnroll names the type of the parameter in C#, for regular expressions as well.
        "regularExpressions", "useForSnippets", // Of a parameter type: Reqnroll adds anchors and suggests none.
        "testRunStartedId", // There is one run of all samples.
    ];

    private readonly TestAssembly _assembly = new("CompatibilityKit");
    private string _kit = "";
    private AssemblyRun _run = null!;

    [OneTimeSetUp]
    public async Task RunAsync()
    {
        if (Environment.GetEnvironmentVariable(Npm) is not { Length: > 0 } folder)
        {
            Assert.Ignore($"Set {Npm} to a folder in which `npm install @cucumber/compatibility-kit@25.0.0` was run.");
            return;
        }

        _kit = Path.Combine(folder, "node_modules", "@cucumber", "compatibility-kit", "features");
        var samples = Samples.Concat(Differing.Select(row => row.Sample)).Distinct();
        foreach (var file in samples.SelectMany(sample => Directory.GetFiles(Path.Combine(_kit, sample))))
        {
            var copy = _assembly.PathOf(Path.GetRelativePath(_kit, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        _run = await _assembly.RunAsync();
    }

    public void Dispose() => _assembly.Dispose();

    [Test]
    public void Samples_OfTheKit_AreRunOrLeftOutForAReason() =>
        Samples.Concat(Differing.Concat(NotRun).Where(row => row.Scenario is null).Select(row => row.Sample))
            .ShouldBe(Directory.GetDirectories(_kit).Select(folder => Path.GetFileName(folder)), ignoreOrder: true);

    [TestCaseSource(nameof(Samples))]
    public void Messages_OfASample_AreThoseOfTheKit(string sample)
    {
        string[] without = [.. Differing.Where(row => row.Sample == sample).Select(row => row.Scenario!)];

        var (ran, expected) = (Readable(Ran(sample), without), Readable(Expected(sample), without));
        var alike = ran.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        Around(ran, alike).ShouldBe(Around(expected, alike));
    }

    [TestCaseSource(nameof(Differing))]
    public void Messages_OfWhatIsLeftOut_StillDiffer(LeftOut row)
    {
        string[] without = [.. Differing.Where(other => other.Sample == row.Sample && other != row).Select(other => other.Scenario!)];

        Readable(Ran(row.Sample), without).ShouldNotBe(Readable(Expected(row.Sample), without), row.Reason);
    }

    /// <summary>As much as can be read of texts that are alike up to that line.</summary>
    private static string Around(string[] lines, int line) => string.Join('\n', lines.Skip(line - 20).Take(40));

    private List<JsonObject> Expected(string sample) =>
        [.. File.ReadLines(Path.Combine(_kit, sample, $"{sample}.ndjson")).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>The messages of one sample from the run of all.</summary>
    private List<JsonObject> Ran(string sample)
    {
        var className = $".{string.Concat(sample.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}";
        return References(_run.Messages, body =>
            ((string?)body["uri"])?.StartsWith($"features/{sample}/", StringComparison.Ordinal) == true
            || ((string?)body["sourceReference"]?["javaMethod"]?["className"])?.EndsWith(className, StringComparison.Ordinal) == true);
    }

    /// <summary>The messages that the condition selects, and those that refer to one that is selected.</summary>
    private static List<JsonObject> References(IEnumerable<JsonObject> messages, Func<JsonObject, bool> condition)
    {
        var ids = new HashSet<string>();
        var selected = new List<JsonObject>();
        foreach (var message in messages)
        {
            var body = message.First().Value!.AsObject();
            var references = body.Where(member => member.Key.EndsWith("Id", StringComparison.Ordinal));
            if (condition(body) || references.Any(member => ids.Contains($"{member.Value}")))
            {
                selected.Add(message);
                ids.UnionWith(MessageText.IdsIn(message));
            }
        }

        return selected;
    }

    /// <summary>The order in which scenarios and hooks of the run came, and the messages of each without what differs by nature.</summary>
    private static string[] Readable(List<JsonObject> messages, string[] without)
    {
        var leftOut = References(messages, body => body.ContainsKey("astNodeIds") && without.Contains((string)body["name"]!));
        JsonObject[] kept =
        [
            .. from message in messages.Except(leftOut.Where(message => !message.ContainsKey("pickle")))
               where !message.ContainsKey("testRunStarted") && !message.ContainsKey("testRunFinished")
               select Levelled(message),
        ];
        var pickles = kept.Select(message => message["pickle"]).OfType<JsonNode>().Select(pickle => (string)pickle["id"]!).ToList();
        var cases = kept.Select(message => message["testCase"]).OfType<JsonNode>()
            .ToDictionary(ran => (string)ran["id"]!, ran => pickles.IndexOf((string)ran["pickleId"]!));
        return
        [
            .. from message in kept
               let started = message["testCaseStarted"]
               where started is not null || message.ContainsKey("testRunHookStarted")
               select started is null ? "hook of the run" : $"pickle {cases[(string)started["testCaseId"]!]}",
            .. MessageText.Of(kept, ByNature).Split('\n'),
        ];
    }

    /// <summary>What can be said in two ways, said in one of them.</summary>
    private static JsonObject Levelled(JsonObject message)
    {
        var level = message.DeepClone().AsObject();
        if (level["attachment"] is JsonObject attachment)
        {
            Level(attachment);
        }

        // To Reqnroll a hook with the scope of a feature has a tag, of no name.
        if (level["hook"] is JsonObject hook && (string?)hook["tagExpression"] == "@")
        {
            hook.Remove("tagExpression");
        }

        var groups = from step in level["testCase"]?["testSteps"]?.AsArray() ?? []
                     from matches in step!["stepMatchArgumentsLists"]?.AsArray() ?? []
                     from argument in matches!["stepMatchArguments"]!.AsArray()
                     select argument["group"]!.AsObject();
        foreach (var group in groups)
        {
            // Reqnroll tells what it hands over: a string without its quotation marks, and no groups within the group.
            group.Remove("children");
            if ((string?)group["value"] is ['"', .. var quoted, '"'])
            {
                group["value"] = quoted;
                group["start"] = (int)group["start"]! + 1;
            }
        }

        return level;
    }

    private static void Level(JsonObject attachment)
    {
        // Reqnroll encodes all files and the kit only bytes, and a file has a name where the kit attaches something without one.
        if ((string)attachment["contentEncoding"]! == "IDENTITY")
        {
            attachment["body"] = Convert.ToBase64String(Encoding.UTF8.GetBytes((string)attachment["body"]!));
        }

        attachment.Remove("contentEncoding");
        if (((string?)attachment["fileName"])?.StartsWith("unnamed.", StringComparison.Ordinal) == true)
        {
            attachment.Remove("fileName");
        }

        if ((string?)attachment["testRunHookStartedId"] == "")
        {
            attachment.Remove("testRunHookStartedId");
        }
    }

    /// <param name="Scenario">Null for the whole sample.</param>
    internal sealed record LeftOut(string Sample, string? Scenario, string Reason)
    {
        public override string ToString() => Scenario is null ? Sample : $"{Sample}: {Scenario}";
    }
}
