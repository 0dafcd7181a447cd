using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using static SparkLoad.ProfileReader.Tests.Traces;

namespace SparkLoad.ProfileReader.Tests;

internal sealed class ProfileSummaryTests
{
    [Test]
    public void Collections_MoreThanCanBeDrawn_KeepTheLongestAndCountAll()
    {
        var collections = Enumerable.Range(0, 500).Select(at => new Collection(at * 100, at % 3, at == 250 ? 9 : 1, "alloc small"))
            .ToList();

        var gc = ProfileSummary.Of(Nothing with { Collections = collections }).Gc!;

        gc.Collections.ShouldBe(500);
        gc.PauseMs.ShouldBe(508);
        gc.LongestPauseMs.ShouldBe(9);
        gc.Pauses.Count.ShouldBe(60);
        gc.Pauses.ShouldContain(pause => pause.T == 25 && pause.PauseMs == 9);
        gc.Pauses.Select(pause => pause.T).ShouldBeInOrder();
    }

    [Test]
    public void Summary_OfNothing_IsEmptyAndWhole()
    {
        var summary = ProfileSummary.Of(Nothing);

        summary.Note.ShouldBeNull();
        summary.Cpu!.Samples.ShouldBe(0);
        summary.Cpu.Frames.ShouldBe([new ProfileFrame("all running managed code", 0, 0, 0)]);
        summary.Allocations!.Types.ShouldBeEmpty();
        summary.Gc!.Pauses.ShouldBeEmpty();
    }

    [Test]
    public void Summary_LostEvents_AreSaid() =>
        ProfileSummary.Of(Nothing with { LostEvents = 1234 }).Note.ShouldBe("The runtime lost 1,234 events of the profile.");
}
