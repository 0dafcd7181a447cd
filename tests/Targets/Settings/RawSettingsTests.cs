using Microsoft.Extensions.Configuration.Memory;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Settings;

internal sealed class RawSettingsTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-settings").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TearDown]
    public void RemoveFile() => File.Delete(Path.Combine(_folder, RawSettings.FileName));

    [Test]
    public void Read_VariableAndFile_VariableWins()
    {
        Write("""{ "SPARKLOAD_NYC_TAXI": "from_file", "SPARKLOAD_DURATION_SCALE": 0.5 }""");

        var settings = Read(("SPARKLOAD_NYC_TAXI", "from_variable"));

        settings["SPARKLOAD_NYC_TAXI"].ShouldBe("from_variable");
        settings["SPARKLOAD_DURATION_SCALE"].ShouldBe("0.5");
    }

    [Test]
    public void Read_EmptyVariable_CountsAsNotSet()
    {
        Write("""{ "SPARKLOAD_NYC_TAXI": "from_file" }""");

        Read(("SPARKLOAD_NYC_TAXI", " "))["SPARKLOAD_NYC_TAXI"].ShouldBe("from_file");
        Read(("SPARKLOAD_REQUIRE", ""))["SPARKLOAD_REQUIRE"].ShouldBeNull();
    }

    [Test]
    public void Read_UnknownVariable_NamesItWithTheNearestKnown() =>
        Should.Throw<SettingsException>(() => Read(("SPARKLOAD_DURATION_SCAL", "0.1"))).Message.ShouldBe(
            "SPARKLOAD_DURATION_SCAL in the environment is not a setting (its value is '0.1'): did you mean SPARKLOAD_DURATION_SCALE?");

    [Test]
    public void Read_UnknownKeyInFile_NamesItWithTheNearestKnown()
    {
        Write("""{ "TARGET_4_1_1": "embedded" }""");

        Should.Throw<SettingsException>(() => Read()).Message.ShouldBe(
            "TARGET_4_1_1 in sparkload.json is not a setting (its value is 'embedded'): did you mean SPARKLOAD_TARGET_4_1_1?");
    }

    [Test]
    public void Read_UnknownKeyWithSecret_KeepsTheValueToItself()
    {
        Should.Throw<SettingsException>(() => Read(("SPARKLOAD_TARGET_4_1", "sc://h/;token=abc"))).Message.ShouldNotContain("abc");
        Should.Throw<SettingsException>(() => Read(("SPARKLOAD_TOKEN", "abc"))).Message.ShouldNotContain("abc");
    }

    [TestCase("""{ "SPARKLOAD_NYC_TAXI": { "table": "t" } }""", "SPARKLOAD_NYC_TAXI:table")]
    [TestCase("""[ 1 ]""", "sparkload.json cannot be read")]
    [TestCase("""{ "SPARKLOAD_NYC_TAXI": """, "sparkload.json cannot be read")]
    public void Read_FileThatIsNoFlatObject_SaysSo(string json, string part)
    {
        Write(json);

        Should.Throw<SettingsException>(() => Read()).Message.ShouldContain(part);
    }

    [Test]
    public void Read_VariablesOfOthersAndOfTests_AreLeftAlone() =>
        Should.NotThrow(() => Read(("PATH", "/bin"), ("SPARKLOAD_TEST_BROWSER", "x")));

    private RawSettings Read(params (string Key, string Value)[] variables)
    {
        var mistakes = new SettingMistakes();
        var raw = RawSettings.Read(_folder, [], mistakes, new MemoryConfigurationSource
        {
            InitialData = variables.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)),
        });
        mistakes.ThrowIfAny();
        return raw;
    }

    private void Write(string json) => File.WriteAllText(Path.Combine(_folder, RawSettings.FileName), json);
}
