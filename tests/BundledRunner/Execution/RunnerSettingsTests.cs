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

    [Test]
    public void OpenMessages_VariableSet_WritesToItsFolder()
    {
        var folder = Directory.CreateTempSubdirectory("messages").FullName;
        Environment.SetEnvironmentVariable("SPARKLOAD_TEST_FOLDER", folder);
        try
        {
            using (var stream = Messages("{env:SPARKLOAD_TEST_FOLDER}/run/messages.ndjson").OpenMessages())
            {
                stream.WriteByte(1);
            }

            File.Exists(Path.Combine(folder, "run", "messages.ndjson")).ShouldBeTrue();
        }
        finally
        {
            Environment.SetEnvironmentVariable("SPARKLOAD_TEST_FOLDER", null);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void OpenMessages_VariableNotSet_WritesNowhere() =>
        Messages("{env:SPARKLOAD_NOT_SET}/messages.ndjson").OpenMessages().ShouldBeSameAs(Stream.Null);

    [Test]
    public void OpenMessages_CannotBeWritten_GoNowhereAsWithReqnroll() =>
        Messages($"{_file}/messages.ndjson").OpenMessages().ShouldBeSameAs(Stream.Null);

    private RunnerSettings Messages(string path) => Read($$"""{ "formatters": { "message": { "outputFilePath": "{{path}}" } } }""");

    private RunnerSettings Read(string text)
    {
        File.WriteAllText(_file, text);
        return RunnerSettings.Read(_file);
    }
}
