using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Sessions;

namespace SparkLoad.Targets.Tests.Sessions;

/// <summary>Spark settings of a scenario: what is refused, and that no secret is shown.</summary>
internal sealed class SessionSettingsTests
{
    [Test]
    public void Read_Rows_KeepsOrderAndShowsWhatIsNoSecret()
    {
        var settings = Read(
            ("spark.sql.shuffle.partitions", "4"), ("spark.sql.mapKeyDedupPolicy", "LAST_WIN"),
            ("spark.hadoop.fs.s3a.secret.key", "${S3}"));

        settings.All.Select(setting => setting.Value).ShouldBe(["4", "LAST_WIN", "hush"]);
        settings.Shown["spark.sql.mapKeyDedupPolicy"].ShouldBe("LAST_WIN");
        settings.Shown["spark.hadoop.fs.s3a.secret.key"].ShouldBe("from the variable S3");
        settings.All[2].Hide("Cannot read 'hush'.").ShouldBe("Cannot read '…'.");
    }

    [TestCase("spark.hadoop.fs.s3a.secret.key")]
    [TestCase("spark.hadoop.fs.azure.account.key.ours")]
    [TestCase("spark.ssl.keyPassword")]
    [TestCase("spark.connect.authenticate.token")]
    public void Read_ASecretInTheFeature_IsRefusedWithoutItsValue(string name)
    {
        var said = Refused((name, "hush"));

        said.ShouldStartWith(
            $"The Spark setting {name} is a secret by its name, and a feature's text stands in every report: write the name");
        said.ShouldNotContain("hush");
    }

    [Test]
    public void Read_ATableThatCannotBeSet_IsRefusedByItsRow()
    {
        Refused().ShouldBe("The table of Spark settings has no row: add one, or leave the step out.");
        Refused(("spark.a", "1"), (" ", "2")).ShouldBe(
            "Row 2 of the Spark settings has no name: write one, such as spark.sql.shuffle.partitions.");
        Refused(("spark.a", "1"), ("spark.a", "2")).ShouldBe("The Spark setting spark.a is stated twice; keep one of the rows.");
        Refused(("spark.a", "${NOBODY}")).ShouldBe("The Spark setting spark.a is to be ${NOBODY}, but the variable NOBODY is not set.");
    }

    private static SessionSettings Read(params (string, string)[] rows) =>
        SessionSettings.Read(rows, name => name == "S3" ? "hush" : null);

    private static string Refused(params (string, string)[] rows) => Should.Throw<SessionSettingException>(() => Read(rows)).Message;
}
