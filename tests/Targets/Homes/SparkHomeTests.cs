using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Homes;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Homes;

internal sealed class SparkHomeTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-home").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Open_NoFolder_SaysTheWayOut() =>
        Refused(Path.Combine(_folder, "none")).ShouldBe(
            $"SPARKLOAD_TARGET_4_1_1 is '{Path.Combine(_folder, "none")}', and there is no such folder: write embedded, sc://host:port, "
                + "or the path of a Spark home.");

    [Test]
    public void Open_NoSparkSubmit_SaysWhatIsMissing() =>
        Refused(_folder).ShouldBe(
            $"SPARKLOAD_TARGET_4_1_1 is '{_folder}', which has no bin/spark-submit: name the folder of an unpacked Spark 4.1.1.");

    [Test]
    public void Open_NoJavaOnThePath_SaysTheWayOut() =>
        Refused(Home(), ("PATH", _folder)).ShouldStartWith(
            "A Spark home needs Java, and there is none: install a Java 17 and set JAVA_HOME");

    [Test]
    public void Open_JavaHomeWithoutJava_SaysWhichItIs() =>
        Refused(Home(), ("JAVA_HOME", _folder)).ShouldStartWith($"JAVA_HOME is '{_folder}', where there is no bin/java");

    [Test]
    [Platform(Exclude = "Win", Reason = "Links need rights there.")]
    public void LinkInto_AHome_LeavesOutWhatSparkWritesAndRemovesNothingOfTheHome()
    {
        var home = Home();
        Directory.CreateDirectory(Path.Combine(home, "work"));
        var links = Path.Combine(_folder, Path.GetRandomFileName());

        new SparkHome(home).LinkInto(links);

        Directory.GetFileSystemEntries(links).Select(Path.GetFileName).ShouldBe(["bin", "jars"], ignoreOrder: true);
        Directory.Delete(links, recursive: true);
        File.Exists(Path.Combine(home, "bin", "spark-submit")).ShouldBeTrue();
    }

    private static string Refused(string path, params (string Key, string Value)[] variables) =>
        Should.Throw<TargetNotReachedException>(() =>
            SparkHome.Open(SparkName.OfVersion("4.1.1"), path, key => variables.FirstOrDefault(pair => pair.Key == key).Value)).Message;

    private string Home()
    {
        var home = Path.Combine(_folder, Path.GetRandomFileName());
        Directory.CreateDirectory(Path.Combine(home, "bin"));
        Directory.CreateDirectory(Path.Combine(home, "jars"));
        File.WriteAllText(Path.Combine(home, "bin", "spark-submit"), "#!/bin/sh\n");
        return home;
    }
}
