using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>No secret that the suite is given stands in anything that a run leaves behind or prints.</summary>
internal sealed class SecretTests
{
    private const string InAddress = "hush-in-the-address";
    private const string InFile = "hush-in-the-file";
    private const string InSetting = "hush-in-the-setting";
    private const string InArguments = "hush-in-the-arguments";

    private const string Steps =
        """
        Given Spark 4.1.1
        And these Spark settings:
          | setting                        | value         |
          | spark.hadoop.fs.s3a.secret.key | ${OUR_SECRET} |
        When "select one" is queried 5 times per second for 1 second
        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |

        """;

    // Spark repeats a value that it refuses.
    private const string Refused =
        """
        Given Spark 4.1.1
        And these Spark settings:
          | setting                | value         |
          | spark.sql.ansi.enabled | ${OUR_SECRET} |
        When "select one" is queried 5 times per second for 1 second
        Then the run meets these criteria:
          | measure        | must be |
          | failed queries | none    |

        """;

    [Test]
    public async Task Secrets_OfAddressFileArgumentsAndSettings_StandNowhere()
    {
        await using var spark = await PlayedSpark.StartAsync("4.1.1");
        // To nothing else is a token sent without TLS.
        var address = spark.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        using var suite = SuiteProcess.WithScenarios(Steps, Refused);
        var token = Path.Combine(suite.Home!, "token");
        File.WriteAllText(token, InFile);

        var outcomes = new[]
        {
            await suite.RunAsync(
                "TestCategory=mistake", ("SPARKLOAD_TARGET_4_1_1", $"{address}/;token={InAddress}"), ("OUR_SECRET", InSetting),
                ("SPARKLOAD_SPARK_SUBMIT", $"--conf spark.connect.authenticate.token={InArguments}"),
                ("SPARKLOAD_DURATION_SCALE", "0.5")),
            await suite.RunAsync(
                "TestCategory=mistake", ("SPARKLOAD_TARGET_4_1_1", address), ("SPARKLOAD_TOKEN_FILE_4_1_1", token),
                ("OUR_SECRET", InSetting), ("SPARKLOAD_DURATION_SCALE", "0.5")),
        };
        File.Delete(token);

        foreach (var outcome in outcomes)
        {
            var scenarios = outcome.Results.ShouldNotBeNull(outcome.Output).Scenarios;
            scenarios.Select(scenario => scenario.Verdict).ShouldBe(
                [ScenarioVerdict.Passed, ScenarioVerdict.NotRun], outcome.Output);
            scenarios[0].Target!.Conf["spark.hadoop.fs.s3a.secret.key"].ShouldBe("from the variable OUR_SECRET");
            scenarios[1].Reason!.ShouldContain("does not take the setting spark.sql.ansi.enabled = from the variable OUR_SECRET");
        }

        string[] secrets = [InAddress, InFile, InSetting, InArguments];
        var left = new[] { suite.Reports, suite.TestResults, suite.UserHome }.Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)).ToList();
        left.ShouldContain(file => Path.GetFileName(file) == "index.html");
        left.ShouldContain(file => Path.GetExtension(file) == ".trx");
        left.Where(file => secrets.Any(File.ReadAllText(file).Contains)).ShouldBeEmpty();
        outcomes.ShouldAllBe(outcome => !secrets.Any(outcome.Output.Contains));
    }
}
