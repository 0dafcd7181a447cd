using SparkLoad.BundledRunner.Features;

namespace SparkLoad.BundledRunner.Tests.Features;

public sealed class FeatureFolderTests
{
    private string _folder = string.Empty;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("features").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Read_Files_InTheOrderOfTheirPaths()
    {
        Write("b.feature", "Feature: B\n  Scenario: S");
        Write("a/z.feature", "Feature: Z\n  Scenario: S");
        Write("a.feature", "Feature: A\n  Scenario: S");
        Write("_Glossary.md", "no feature");

        var folder = Read();

        folder.Problems.ShouldBeEmpty();
        folder.Features.Select(feature => $"{feature.Uri} {feature.Info.FolderPath}").ShouldBe(
            ["features/a.feature ../../features", "features/a/z.feature ../../features/a", "features/b.feature ../../features"]);
    }

    [Test]
    public void Read_OneIsNotGherkin_TellsItBesideTheOthers()
    {
        Write("good.feature", "Feature: Good\n  Scenario: S");
        Write("bad.feature", "Scenario: without feature");

        var folder = Read();

        folder.Features.Count.ShouldBe(1);
        folder.Problems.ShouldHaveSingleItem().ShouldStartWith("features/bad.feature (1:1): ");
    }

    [TestCase("")]
    [TestCase("Feature: Without scenario")]
    public void Read_NoScenarioAtAll_IsAProblem(string text)
    {
        Write("empty.feature", text);

        Read().Problems.ShouldHaveSingleItem().ShouldStartWith($"There is no scenario in {_folder}");
    }

    [Test]
    public void Read_NoFolder_IsAProblem() =>
        FeatureFolder.Read(Path.Combine(_folder, "none"), "../../features", new FeatureReader("en")).Problems.ShouldHaveSingleItem();

    private FeatureFolder Read() => FeatureFolder.Read(_folder, "../../features/", new FeatureReader("en"));

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
