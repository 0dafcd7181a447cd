using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A team's own data and Spark settings, from the feature to the page.</summary>
internal sealed class OwnDataTests : SharedRunTests
{
    private const string Load =
        """

        When "fares by passenger count" is queried 10 times per second for 1 second
        Then the run meets these criteria:
          | measure        | must be   |
          | failed queries | none      |
          | rows per query | exactly 3 |
        """;

    private const string Settings = "\nGiven these Spark settings:\n| setting | value |\n";

    private string _page = "";
    private string? _copy;

    protected override IReadOnlyList<(string Path, string Text)> Files =>
    [
        ("../data/three kinds.sql",
            "CREATE OR REPLACE TEMPORARY VIEW nyc_taxi AS\nSELECT id + 1 AS passenger_count, 1.5 AS fare_amount FROM range(3);"),
        ("../data/broken.sql", "SET a = 1;\nCREATE TEMPORARY VIEW v AS SELECT * FROM nowhere;"),
    ];

    [Test]
    [Scenarios(
        """
        Given these Spark settings:
          | setting                      | value |
          | spark.sql.shuffle.partitions | 7     |
        And Spark 4.1.1 with the NYC taxi trips and the data of "three kinds"
        """ + Load)]
    public void DataAndSettings_OfAScenario_AreUsedAndShown()
    {
        var result = Scenario.Result;

        result.Verdict.ShouldBe(ScenarioVerdict.Passed, result.Reason);
        result.Target!.Conf["spark.sql.shuffle.partitions"].ShouldBe("7");
        result.Session!.Settings["spark.sql.shuffle.partitions"].ShouldBe("7");
        (result.Session.Data!.Name, result.Session.Data.File, result.Session.Data.Statements).ShouldBe(
            ("three kinds", "data/three kinds.sql", 1));
        _copy.ShouldBe(Files[0].Text);
        _page.ShouldContain("data/three kinds.sql, 1 statement in every session, checksum " + result.Session.Data.Checksum);
        _page.ShouldContain("href=\"data/three%20kinds.sql\"");
        _page.ShouldContain("spark.sql.shuffle.partitions = 7");
    }

    [Test]
    [Scenarios(
        $"Given Spark 4.1.1 with the NYC taxi trips and the data of \"broken\"{Load}",
        $"Given Spark 4.1.1 with the NYC taxi trips{Settings}| spark.sql.warehouse.dir | /elsewhere |{Load}")]
    public void WhatSparkRefuses_IsNotRunWithSparksMessage()
    {
        string[] said =
        [
            "The embedded endpoint for Spark 4.1.1 cannot run statement 2 of data/broken.sql (line 2): [TABLE_OR_VIEW_NOT_FOUND]",
            "The embedded endpoint for Spark 4.1.1 does not take the setting spark.sql.warehouse.dir = /elsewhere: [CANNOT_MODIFY",
        ];

        foreach (var ((result, _), words) in Scenarios.Zip(said))
        {
            result.Verdict.ShouldBe(ScenarioVerdict.NotRun, result.Reason);
            result.Reason!.ShouldStartWith(words);
            result.Loads.ShouldBeEmpty();
        }
    }

    [Test]
    [Scenarios(
        $"Given Spark 4.1.1 with the data of \"three kind\"{Load}",
        $"Given Spark 4.1.1{Settings}| spark.a | 1 |{Settings}| spark.b | 1 |{Load}",
        $"Given Spark 4.1.1{Settings}| spark.a | 1 |\n| spark.a | 2 |{Load}",
        $"Given Spark 4.1.1{Settings}| | 1 |{Load}",
        $"Given Spark 4.1.1\nGiven these Spark settings:\n| key | value |\n| spark.a | 1 |{Load}",
        $"Given Spark 4.1.1{Settings}| spark.hadoop.fs.s3a.secret.key | hush |{Load}")]
    public void Mistakes_InDataAndSettings_FailBeforeAnyLoad()
    {
        string[] said =
        [
            "There is no data \"three kind\": did you mean \"three kinds\"?",
            "the scenario states settings of Spark twice",
            "The Spark setting spark.a is stated twice; keep one of the rows.",
            "Row 1 of the Spark settings has no name",
            "The table of Spark settings has the columns \"key\", \"value\"; it needs \"setting\", \"value\".",
            "The Spark setting spark.hadoop.fs.s3a.secret.key is a secret by its name",
        ];

        Scenarios.Count.ShouldBe(said.Length);
        foreach (var ((result, _), words) in Scenarios.Zip(said))
        {
            result.Verdict.ShouldBe(ScenarioVerdict.Failed, result.Reason);
            result.Reason!.ShouldStartWith(words);
            result.Loads.ShouldBeEmpty();
        }
    }

    protected override void LookAt(string runFolder)
    {
        _page = File.ReadAllText(Path.Combine(runFolder, "index.html"));
        _copy = File.ReadAllText(Path.Combine(runFolder, "data", "three kinds.sql"));
    }
}
