using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Settings;

internal sealed class SuiteSettingsTests
{
    [Test]
    public void Settings_NothingSet_AreEmbeddedAndAutomatic()
    {
        var settings = Load();

        settings.Target(Version("4.1.1")).ShouldBeOfType<TargetSetting.Embedded>();
        settings.NycTaxi.ShouldBeOfType<DataSetting.Auto>();
        settings.ConfiguredScale.ShouldBeNull();
        settings.AcceptanceRequired.ShouldBeFalse();
        settings.SparkSubmitArguments.ShouldBeEmpty();
        settings.ReportsFolder.ShouldBe(Path.Combine(Root, "reports"));
    }

    [Test]
    public void Target_Path_IsAHomeRelativeToTheRepository() =>
        Load(("SPARKLOAD_TARGET_3_5_8", "homes/spark")).Target(Version("3.5.8"))
            .ShouldBe(new TargetSetting.SparkHome(Path.Combine(Root, "homes", "spark")));

    [Test]
    public void Target_Address_IsRemoteAndNeverPrintsItsToken()
    {
        var target = Load(("SPARKLOAD_TARGET_4_1_1", "sc://host:15002/;token=abc")).Target(Version("4.1.1"));

        target.ShouldBeOfType<TargetSetting.Remote>().ToString().ShouldNotContain("abc");
    }

    [TestCase("SPARKLOAD_TARGET_4_1_1", "http://host:1", "begins with 'http://': write sc://host:port, the path of a Spark home, or "
        + "embedded.")]
    [TestCase("SPARKLOAD_TARGET_4_1_1", "sc://host:abc", "SPARKLOAD_TARGET_4_1_1 cannot be read: ")]
    [TestCase("SPARKLOAD_TARGET_UI_4_1_1", "host:4040", "SPARKLOAD_TARGET_UI_4_1_1 is 'host:4040'")]
    [TestCase("SPARKLOAD_REQUIRE", "yes", "SPARKLOAD_REQUIRE is 'yes': write acceptance, or leave it out.")]
    [TestCase("SPARKLOAD_SPARK_SUBMIT", "--conf 'a=b", "opening ' without a closing one")]
    [TestCase("SPARKLOAD_DURATION_SCALE", "2", "SPARKLOAD_DURATION_SCALE is '2': write a factor above 0 and at most 1, such as 0.01 or "
        + "1/90.")]
    [TestCase("SPARKLOAD_NYC_TAXI", "my table", "SPARKLOAD_NYC_TAXI is 'my table'")]
    public void Settings_MalformedValue_SaysTheWayOut(string key, string value, string part) =>
        Should.Throw<SettingsException>(() => Load((key, value))).Message.ShouldContain(part);

    [TestCase("0")]
    [TestCase("-0.5")]
    [TestCase("1/0")]
    [TestCase("1/2/3")]
    [TestCase("0,5")]
    [TestCase("NaN")]
    [TestCase("ten")]
    public void DurationScale_NotAboveZeroAndAtMostOne_IsRefused(string text) =>
        Should.Throw<SettingsException>(() => ScaleSetting.Parse(text));

    [TestCase("1", 1800, 1800)]
    [TestCase("0.5", 1800, 900)]
    [TestCase("1/90", 1800, 20)]
    [TestCase("1 / 360", 1800, 5)]
    [TestCase("0.001", 1800, 5, Description = "never below 5 s")]
    [TestCase("0.001", 4, 4, Description = "or the stated one if that is shorter")]
    public void DurationScale_Applied_ScalesWithAFloor(string scale, double stated, double expected) =>
        ScaleSetting.Parse(scale).Apply(TimeSpan.FromSeconds(stated)).TotalSeconds.ShouldBe(expected, 1e-6);

    [TestCase("lake.taxi.trips", typeof(DataSetting.Table))]
    [TestCase("`my lake`.trips", typeof(DataSetting.Table))]
    [TestCase("/data/yellow_2024.parquet", typeof(DataSetting.Parquet))]
    [TestCase("s3a://bucket/trips", typeof(DataSetting.Parquet))]
    [TestCase("trips.parquet", typeof(DataSetting.Parquet))]
    [TestCase("Synthetic", typeof(DataSetting.Synthetic))]
    [TestCase("AUTO", typeof(DataSetting.Auto))]
    public void NycTaxi_Value_IsTakenForWhatItIs(string value, Type expected) =>
        Load(("SPARKLOAD_NYC_TAXI", value)).NycTaxi.ShouldBeOfType(expected);

    [TestCase("--master local[2]  --conf a=b", new[] { "--master", "local[2]", "--conf", "a=b" })]
    [TestCase("""--conf "a=b c" --conf 'd=e "f"'""", new[] { "--conf", "a=b c", "--conf", """d=e "f" """ })]
    [TestCase("""--conf a=\"b\" C:\spark''""", new[] { "--conf", "a=\"b\"", """C:\spark""" })]
    [TestCase("''", new[] { "" })]
    public void ArgumentLine_Quotes_AreReadAsAShellDoes(string line, string[] expected) =>
        ArgumentLine.Parse("KEY", line).ShouldBe(expected.Select(e => e.TrimEnd()));

    [Test]
    public void Home_ThatDoesNotExist_IsRefusedWithTheWayOut()
    {
        SuiteHome.Of($" {Root} ").ShouldBe(Root);
        File.Exists(Path.Combine(SuiteHome.Of(" "), "SparkLoad.Specs.sln")).ShouldBeTrue();
        Should.Throw<SettingsException>(() => SuiteHome.Of(Path.Combine(Root, "no-such-home"))).Message.ShouldBe(
            $"SPARKLOAD_HOME is '{Path.Combine(Root, "no-such-home")}', and there is no such folder: write the whole path of one that holds "
            + "a folder \"features\".");
    }

    private static SparkName Version(string text) => SparkName.OfVersion(text);

    private static string Root => Path.GetFullPath(Path.GetTempPath());

    private static SuiteSettings Load(params (string Key, string Value)[] variables) => TestSettings.Of(variables);
}
