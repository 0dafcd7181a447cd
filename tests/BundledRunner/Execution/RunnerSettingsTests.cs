using System.Globalization;
using Reqnroll;
using SparkLoad.BundledRunner.Execution;

namespace SparkLoad.BundledRunner.Tests.Execution;

public sealed class RunnerSettingsTests
{
    private string _file = string.Empty;

    [SetUp]
    public void MakeFile() => _file = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_file);

    [Test]
    public void Read_Languages_AreTaken() =>
        Read("""{ /* as Reqnroll */ "language": { "feature": "de", "binding": "en-US" }, "runtime": {}, }""")
            .ShouldBe(new RunnerSettings("de", CultureInfo.GetCultureInfo("en-US")));

    [Test]
    public void Read_NoLanguages_AreTheDefaults() => Read("{}").ShouldBe(RunnerSettings.Default);

    [Test]
    public void Read_NoFile_AreTheDefaults() => RunnerSettings.Read(Path.Combine(_file, "reqnroll.json")).ShouldBe(RunnerSettings.Default);

    [TestCase("{")]
    [TestCase("""{ "language": { "binding": "no such culture" } }""")]
    [TestCase("""{ "language": { "binding": 5 } }""")]
    public void Read_WhatCannotBeRead_NamesTheFile(string text) =>
        Should.Throw<ReqnrollException>(() => Read(text)).Message.ShouldStartWith($"{Path.GetFileName(_file)} cannot be read: ");

    private RunnerSettings Read(string text)
    {
        File.WriteAllText(_file, text);
        return RunnerSettings.Read(_file);
    }
}
