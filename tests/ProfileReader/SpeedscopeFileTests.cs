using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Tests.Profiles;
using static SparkLoad.ProfileReader.Tests.Traces;

namespace SparkLoad.ProfileReader.Tests;

internal sealed class SpeedscopeFileTests
{
    [Test]
    public void Speedscope_OfNothing_IsAsItsFormatDemands()
    {
        using var file = SpeedscopeOf(Nothing);

        Speedscope.Check(file.RootElement).ShouldBeEmpty();
    }

    [Test]
    public void Speedscope_MoreSamplesThanABrowserBears_HasEachStackOnceWithAllItsWeight()
    {
        var trace = Nothing with
        {
            Stacks = [Stack("a"), Stack("a", "b")],
            Samples = [.. Enumerable.Range(0, 60_000).Select(at => at % 3 == 0 ? 1 : 0)],
            IntervalMs = 5,
        };

        using var file = SpeedscopeOf(trace);

        Speedscope.Check(file.RootElement).ShouldBeEmpty();
        var profile = file.RootElement.GetProperty("profiles")[0];
        profile.GetProperty("events").GetArrayLength().ShouldBe(6);
        profile.GetProperty("name").GetString()!.ShouldContain("in no order of time");
        Speedscope.Times(file.RootElement)["M!a"].ShouldBe(300_000, 1);
        Speedscope.Times(file.RootElement)["M!b"].ShouldBe(100_000, 1);
    }

    [Test]
    public void Speedscope_FewSamples_AreInOrderOfTime()
    {
        var trace = Nothing with { Stacks = [Stack("a"), Stack("a", "b")], Samples = [1, 0, 1, 1], IntervalMs = 5 };

        using var file = SpeedscopeOf(trace);

        Speedscope.Check(file.RootElement).ShouldBeEmpty();
        file.RootElement.GetProperty("profiles")[0].GetProperty("events").EnumerateArray().Select(one => one.GetProperty("at").GetDouble())
            .ShouldBe([0, 0, 0, 5, 10, 20, 20, 20]);
        Speedscope.Times(file.RootElement)["M!b"].ShouldBe(15);
    }

    private static JsonDocument SpeedscopeOf(RecordedTrace trace)
    {
        using var run = new TemporaryRun();
        var path = Path.Combine(run.Folder, "one.speedscope.json");
        SpeedscopeFile.Write(path, trace);
        return JsonDocument.Parse(File.ReadAllText(path));
    }
}
