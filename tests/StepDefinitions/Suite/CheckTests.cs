using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Runs;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary><c>sparkload check</c>: what each scenario would send, and every mistake of every file at once; nothing is sent.</summary>
internal sealed class CheckTests
{
    private const string Good =
        """
        Feature: In order
          Scenario: Once per second
            Given Spark 4.1.1 with the NYC taxi trips and the data of "ours"
            When "small" is queried once per second for 30 minutes
            And 2 clients each ask "small" back to back for 1 minute
            Then the run meets these criteria:
              | load      | measure        | must be |
              | small     | failed queries | none    |
              | small (2) | failed queries | none    |

          @versions
          Scenario: Two Sparks
            Given Spark 4.0.1
            And the load alternates with Spark 3.5.8, 3 rounds each
            When one client asks "small" 10 times per second for 5 seconds
            Then the run meets these criteria:
              | measure                                  | must be   |
              | median latency compared with Spark 3.5.8 | no slower |

          @ignore
          Scenario: Left out
            Given Spark 4.1.1
        """;

    private const string Bad =
        """
        Feature: Out of order
          Background:
            Given a query may take 10 seconds

          Scenario: Several mistakes
            Given Spark 4.1.1 with the data of "our"
            And the moon is full
            When "small" is queried once per fortnight for 10 minutes
            And "smal" is queried once per second for 10 minutes
            Then the run meets these criteria:
              | measure       | must be |
              | failed queris | none    |

          Scenario: Nowhere
            Given the Spark "production"
            When "small" is queried once per second for 10 minutes

          Scenario: No version
            Given Spark 4.1
            When "broken" is queried once per second for 10 minutes
            Then the run meets these criteria:
              | measure        | must be |
              | failed queries | none    |
        """;

    private string _home = "";

    [SetUp]
    public void MakeHome()
    {
        _home = Directory.CreateTempSubdirectory("sparkload-checked-").FullName;
        Write("queries/small.sql", "-- One.\n--\nSELECT 1 AS one");
        Write("data/ours.sql", "SET a = 1;");
    }

    [TearDown]
    public void RemoveHome() => Directory.Delete(_home, recursive: true);

    [Test]
    public async Task Check_OfAFolderInOrder_SaysWhatEachScenarioWouldSendAndSendsNothing()
    {
        Write("features/Good.feature", Good);
        Write("sparkload.json", "{ \"SPARKLOAD_TARGET_4_1_1\": \"sc://127.0.0.1:1/;token=hush\" }");
        // Whoever sends load would wait for it, and fail.
        using var machine = await MachineLock.TakeAsync(
            MachineLock.DefaultPaths(), TimeSpan.FromMinutes(5), TimeProvider.System, CancellationToken.None);

        var (code, output) = await SparkloadCommand.RunAsync(["check", _home]);

        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(
        [
            "features/Good.feature:2: Once per second",
            "1,800 queries of \"small\" in 30 minutes to Spark 4.1.1 at sc://127.0.0.1:1 (acceptance: Spark 4.1.1, 30 minutes)",
            "as many queries of \"small\" as 2 clients get answered one after the other in 1 minute to Spark 4.1.1 at sc://127.0.0.1:1 "
                + "(acceptance: Spark 4.1.1, 30 minutes)",
            "features/Good.feature:12: Two Sparks",
            "50 queries of \"small\" in 5 seconds a round, 1 round in turn with Spark 3.5.8, to the embedded endpoint in place of Spark "
                + "4.0.1 (rehearsal: embedded endpoint, 1 of 3 rounds of 5 seconds a side)",
            "ignored here: a comparison needs a real Spark: set SPARKLOAD_TARGET_4_0_1 to one, and SPARKLOAD_TARGET_3_5_8 another",
            "features/Good.feature:21: Left out",
            "left out: Ignored scenario",
            "2 scenarios, no mistake. Nothing was sent.",
        ]);
        code.ShouldBe(0);
        Directory.GetFileSystemEntries(_home).Select(Path.GetFileName).ShouldBe(
            ["data", "features", "queries", "sparkload.json"], ignoreOrder: true);
    }

    [Test]
    public async Task Check_OfManyMistakes_NamesAllOfThemWithFileAndLine()
    {
        Write("features/Bad.feature", Bad);
        Write("features/Unreadable.feature", "Feature: Broken\n  Scenario: Not Gherkin\n    Given Spark 4.1.1\n  this is nothing\n");
        Write("queries/broken.sql", "-- Broken.\n--\n-- rws: 5\nSELECT 1");
        Write("data/open.sql", "SELECT 1;\nSELECT 'open");

        var (code, output) = await SparkloadCommand.RunAsync(["check"], ("SPARKLOAD_HOME", _home));

        string[] said =
        [
            "data/open.sql, line 2: a string begins here and does not end.",
            "features/Unreadable.feature cannot be read: (4:3): expected: #EOF",
            "features/Bad.feature:6: There is no data \"our\": did you mean \"ours\"?",
            "features/Bad.feature:7: \"the moon is full\" is not a step of the suite; docs/writing-scenarios.md lists the steps.",
            "features/Bad.feature:8: \"once per fortnight\" is not a rate: write for example",
            "features/Bad.feature:9: There is no query \"smal\": did you mean \"small\"?",
            "features/Bad.feature:10: Row 1 of the criteria table, | failed queris | none |: \"failed queris\" is not a measure.",
            "features/Bad.feature:15: nothing says where Spark \"production\" is: set SPARKLOAD_TARGET_PRODUCTION to sc://host:port",
            "features/Bad.feature:19: \"Spark 4.1\" names no version",
            "features/Bad.feature:20: The query \"broken\" cannot be used",
            "queries/broken.sql:3: \"rws\" is not a key of a query: did you mean \"rows\"?",
        ];
        var lines = output[output.IndexOf("mistakes:", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(said.Length + 1, output);
        foreach (var (line, words) in lines.Skip(1).Zip(said))
        {
            line.ShouldStartWith(words);
        }

        code.ShouldBe(1);
    }

    [Test]
    public async Task Check_OfSettingsThatCannotBeRead_StillReadsTheScenarios()
    {
        Write("features/Bad.feature", Bad);
        Write("sparkload.json", "{ \"SPARKLOAD_NYC_TAXY\": \"auto\", \"SPARKLOAD_TARGET_4_1_1\": \"http://h\" }");

        var (code, output) = await SparkloadCommand.RunAsync(
            ["check", _home], ("SPARKLOAD_DURATION_SCALE", "2"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector"));

        output.ShouldContain("SPARKLOAD_TARGET_4_1_1 begins with 'http://': write sc://host:port");
        output.ShouldContain("SPARKLOAD_DURATION_SCALE is ");
        output.ShouldContain("OTEL_EXPORTER_OTLP_ENDPOINT is not the address of a collector");
        output.ShouldContain(
            "SPARKLOAD_NYC_TAXY in sparkload.json is not a setting (its value is 'auto'): did you mean SPARKLOAD_NYC_TAXI?");
        output.ShouldContain("features/Bad.feature:9: There is no query \"smal\"");
        output.ShouldNotContain("nothing says where");
        code.ShouldBe(1);
    }

    [Test]
    public async Task Check_OfFilesThatSecureTheWay_OpensEach()
    {
        Write("features/Good.feature", Good);
        Write("ca.pem", "no authority");

        var (code, output) = await SparkloadCommand.RunAsync(
            ["check", _home],
            ("SPARKLOAD_TARGET_4_1_1", "sc://spark.example:443/;use_ssl=true"), ("SPARKLOAD_TLS_CA", Path.Combine(_home, "ca.pem")),
            ("SPARKLOAD_TARGET_3_5_8", "sc://other.example:443/;use_ssl=true"),
            ("SPARKLOAD_TOKEN_FILE_3_5_8", Path.Combine(_home, "no-token")));

        output.ShouldContain("SPARKLOAD_TLS_CA ");
        output.ShouldContain("SPARKLOAD_TOKEN_FILE_3_5_8 cannot be used, because ");
        output.ShouldContain("1,800 queries of \"small\" in 30 minutes");
        code.ShouldBe(1);
    }

    [Test]
    public async Task Check_WithoutFolderOrSuite_IsAnsweredWithASentence()
    {
        (await SparkloadCommand.RunAsync(["check", Path.Combine(_home, "nowhere")])).ShouldBe(
            (1, $"There is no folder \"{_home}/nowhere\": name one that holds a folder \"features\".{Environment.NewLine}"));
        (await SparkloadCommand.RunAsync(["check", _home, "--suite", "/nowhere/SparkLoad.Specs.dll"])).ShouldBe(
            (1, "The suite is not built, there is no /nowhere/SparkLoad.Specs.dll: run dotnet build src/StepDefinitions in its repository, "
                + $"or name it with --suite.{Environment.NewLine}"));
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
