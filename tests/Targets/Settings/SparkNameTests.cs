using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Settings;

internal sealed class SparkNameTests
{
    [TestCase("Spark 4.0.1", "SPARKLOAD_TARGET_4_0_1", "SPARKLOAD_TARGET_UI_4_0_1")]
    [TestCase("the Spark \"production\"", "SPARKLOAD_TARGET_PRODUCTION", "SPARKLOAD_TARGET_UI_PRODUCTION")]
    [TestCase("the Spark \"Lake.eu-1\"", "SPARKLOAD_TARGET_LAKE_EU_1", "SPARKLOAD_TARGET_UI_LAKE_EU_1")]
    [TestCase("the Spark \"uipath\"", "SPARKLOAD_TARGET_UIPATH", "SPARKLOAD_TARGET_UI_UIPATH")]
    public void Keys_OfAName_EndInIt(string phrase, string target, string ui)
    {
        var spark = SparkName.Read(phrase);

        (SettingKeys.Target(spark), SettingKeys.TargetUi(spark)).ShouldBe((target, ui));
        (SettingKeys.BeginningOf(target), SettingKeys.BeginningOf(ui)).ShouldBe((SettingKeys.TargetOf, SettingKeys.TargetUiOf));
        spark.AsWritten.ShouldBe(phrase);
    }

    [TestCase("Spark 4.1", "\"Spark 4.1\" names no version: write its three numbers, as in Spark 4.1.1, or a name of yours, as in the "
        + "Spark \"production\".")]
    [TestCase("Spark production", "\"Spark production\" names no version:")]
    [TestCase("Spark 4.01.1", "\"Spark 4.01.1\" names no version:")]
    [TestCase("the Spark \"4.1.1\"", "the Spark \"4.1.1\" has a version for a name: write Spark 4.1.1.")]
    [TestCase("the Spark \"4ever\"", "\"4ever\" cannot name a Spark: write letters from a to z, digits, dots and hyphens, a letter first, "
        + "as in the Spark \"production\".")]
    [TestCase("the Spark \"\"", "\"\" cannot name a Spark:")]
    [TestCase("the Spark \"my_spark\"", "\"my_spark\" cannot name a Spark:")]
    [TestCase("the Spark \"straße\"", "\"straße\" cannot name a Spark:")]
    [TestCase("the Spark \"ui-eu\"", "the Spark \"ui-eu\" could not be told from the Spark \"eu\" in the variables of both: choose a name "
        + "that does not begin with \"ui-\".")]
    [TestCase("the Spark \"UI.eu\"", "the Spark \"UI.eu\" could not be told from the Spark \"eu\"")]
    [TestCase("the Spark \"ca-eu\"", "the Spark \"ca-eu\" could not be told from the Spark \"eu\"")]
    public void Name_ThatIsNone_IsRefusedWithTheWayOut(string phrase, string message)
    {
        Should.Throw<SettingsException>(() => SparkName.Read(phrase)).Message.ShouldStartWith(message);
        SparkName.In(phrase).ShouldBeEmpty();
    }

    [TestCase("Spark 4.0.1 with the NYC taxi trips", "Spark 4.0.1")]
    [TestCase("the Spark \"eu-1\" with the data of \"retail\"", "Spark \"eu-1\"")]
    [TestCase("the load alternates with Spark 3.5.8, 12 rounds each", "Spark 3.5.8")]
    [TestCase("the load alternates with the Spark \"staging\"", "Spark \"staging\"")]
    [TestCase("the load alternates with PySpark", "")]
    [TestCase("\"Spark 1.2.3\" is queried once per second for 10 seconds", "")]
    public void Step_ThatNamesASpark_TellsIt(string step, string expected) =>
        string.Join(", ", SparkName.In(step)).ShouldBe(expected);

    [TestCase("SPARKLOAD_TARGET_4_1")]
    [TestCase("SPARKLOAD_TARGET_UI_4_1")]
    [TestCase("SPARKLOAD_TARGET_")]
    [TestCase("SPARKLOAD_TARGET_4.1.1")]
    [TestCase("SPARKLOAD_TARGETS_4_1_1")]
    public void Key_ThatIsOfNoSpark_DoesNotExist(string key) => SettingKeys.Exists(key).ShouldBeFalse();

    [Test]
    public void Key_OfASparkThatNoFeatureNames_IsNotedWithTheNearest() => TestSettings.Of(
        [SparkName.OfVersion("4.1.1"), SparkName.OfWord("production")],
        ("SPARKLOAD_TARGET_4_1_1", "embedded"), ("SPARKLOAD_TARGET_4_1_2", "embedded"), ("SPARKLOAD_PYSPARK_PRODUCTON", "x"),
        ("SPARKLOAD_TARGET_LAKE", "embedded"), ("SPARKLOAD_TARGET_UI_4_1_1", "http://localhost:4040")).Notes.ShouldBe(
        [
            "SPARKLOAD_TARGET_4_1_2 is not used, because no feature names such a Spark: did you mean SPARKLOAD_TARGET_4_1_1?",
            "SPARKLOAD_PYSPARK_PRODUCTON is not used, because no feature names such a Spark: did you mean SPARKLOAD_PYSPARK_PRODUCTION?",
            "SPARKLOAD_TARGET_LAKE is not used, because no feature names such a Spark.",
        ],
        ignoreOrder: true);

    [TestCase("eu-1", "eu.1")]
    [TestCase("eu", "EU")]
    public void Names_WithTheSameVariables_AreRefused(string one, string other) =>
        Should.Throw<SettingsException>(() => TestSettings.Of([SparkName.OfWord(one), SparkName.OfWord(other)])).Message.ShouldBe(
            $"Spark \"{one}\" and Spark \"{other}\" would both be set by SPARKLOAD_TARGET_{SparkName.OfWord(one).InKeys}: give one of them "
            + "another name in the features.");

    [Test]
    public void Target_OfAWordWithoutASetting_LeadsNowhereAndAVersionToTheEmbeddedEndpoint()
    {
        var settings = TestSettings.Of(("SPARKLOAD_TARGET_Lake:eu", "sc://lake"));

        settings.Target(SparkName.OfWord("production")).ShouldBeNull();
        settings.Target(SparkName.OfVersion("4.0.1")).ShouldBeOfType<TargetSetting.Embedded>();
        settings.Target(SparkName.OfWord("lake-.eu")).ShouldBeOfType<TargetSetting.Remote>();
    }
}
