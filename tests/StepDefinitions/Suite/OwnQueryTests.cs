using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.Targets.Queries;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A team's folder with a query of its own on data of its own, asked with a row of parameters each time.</summary>
internal sealed class OwnQueryTests
{
    private const int Rows = 1000;

    [Test]
    public Task Query_WithAThousandRowsOfParameters_IsAnsweredForEach() => RunAsync("4.1.1", null, "200 times per second for 5 seconds");

    [TestCase("3.5.8")]
    [TestCase("4.1.1")]
    [Category("needs-spark")]
    public Task Query_WithAThousandRowsOnSpark_IsAnsweredForEach(string version)
    {
        var key = $"SPARKLOAD_TARGET_{version.Replace('.', '_')}";
        if (Environment.GetEnvironmentVariable(key) is not { Length: > 0 } spark)
        {
            Assert.Ignore($"Needs {key} with the path of a Spark {version} home.");
            return Task.CompletedTask;
        }

        return RunAsync(version, (key, spark), "50 times per second for 20 seconds");
    }

    private static async Task RunAsync(string version, (string Key, string Value)? spark, string load)
    {
        using var suite = SuiteProcess.WithFeatures(("Sales.feature",
            $"""
            @mistake
            Feature: Sales
              Scenario: The first sales of a shop
                Given Spark {version} with the data of "retail"
                When "first sales" is queried {load}
                Then the run meets these criteria:
                  | measure        | must be                |
                  | failed queries | none                   |
                  | answers        | equal to the reference |
            """));
        Write(suite.Home!, "data/retail.sql",
            "CREATE OR REPLACE TEMPORARY VIEW sales AS\n"
            + "SELECT id % 10 AS shop, id AS sale, CAST(id AS DOUBLE) / 4 AS amount FROM range(5000); -- ;");
        Write(suite.Home!, "queries/first sales.sql",
            """
            -- The first sales of a shop, under a word of the asker's.
            --
            -- reads: sales(shop, sale, amount)
            -- may be empty
            SELECT :word AS word, sale, amount FROM sales WHERE shop = :shop AND sale < :below * 10
            """);
        Write(suite.Home!, "queries/first sales.csv",
            "shop:int,below:bigint,word\n" + string.Concat(Enumerable.Range(0, Rows).Select(Line)));

        var outcome = await suite.RunAsync(
            "TestCategory=mistake",
            [("SPARKLOAD_DURATION_SCALE", "1"), .. spark is { } real ? [real] : Array.Empty<(string, string)>()]);

        var scenario = outcome.Results.ShouldNotBeNull(outcome.Output).Scenarios.ShouldHaveSingleItem();
        scenario.Verdict.ShouldBe(ScenarioVerdict.Passed, outcome.Output);
        scenario.Criteria.ShouldAllBe(row => row.Verdict == CriterionVerdict.Met);
        scenario.Loads.ShouldHaveSingleItem().Queries.ShouldBe([new QueryResult("first sales", Rows, Rows, 0)]);
        var folder = Path.Combine(suite.Reports, outcome.Results!.Run.Id);
        var journal = File.ReadLines(Path.Combine(folder, "journal.ndjson"))
            .Select(line => JsonSerializer.Deserialize<JournalLine>(line, ResultsJson.Line)!).ToArray();
        journal.Select(line => (line.N, line.ParameterRow, line.Rows)).Order().ShouldBe(
            Enumerable.Range(0, Rows).Select(n => ((long)n, (int?)n, (long?)Below(n))));
        foreach (var file in (string[])["first sales.sql", "first sales.csv"])
        {
            File.ReadAllText(Path.Combine(folder, QueryCatalog.Folder, file))
                .ShouldBe(File.ReadAllText(Path.Combine(suite.Home!, QueryCatalog.Folder, file)));
        }

        (await File.ReadAllTextAsync(Path.Combine(folder, "index.html"))).ShouldContain("Query: first sales");
    }

    private static int Below(int row) => row * 7 % 50;

    // A quote, a comma, a marker and an empty field: whoever pastes values into a text is found out.
    private static string Line(int row) => string.Create(CultureInfo.InvariantCulture, $"{row % 10},{Below(row)},{(row % 4) switch
    {
        0 => "\"it's, :shop\"",
        1 => "\"a \"\"word\"\"\"",
        2 => "",
        _ => "Größe",
    }}\n");

    private static void Write(string home, string path, string text)
    {
        var file = Path.Combine(home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
