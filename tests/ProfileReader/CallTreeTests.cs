using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using static SparkLoad.ProfileReader.Tests.Traces;

namespace SparkLoad.ProfileReader.Tests;

internal sealed class CallTreeTests
{
    [Test]
    public void Frames_OfATree_LieWithinTheirCallersBesideEachOther()
    {
        var trace = Nothing with
        {
            Stacks = [Stack("a", "b"), Stack("a", "c"), Stack("d"), Stack("a", "b", "c")],
            Samples = [0, 1, 1, 2, 1, 3],
        };

        new CallTree(trace).Frames().ShouldBe(
        [
            new ProfileFrame("all running managed code", 0, 0, 6),
            new ProfileFrame("a", 1, 0, 5),
            new ProfileFrame("c", 2, 0, 3),
            new ProfileFrame("b", 2, 3, 2),
            new ProfileFrame("c", 3, 3, 1),
            new ProfileFrame("d", 1, 5, 1),
        ]);
    }

    [Test]
    public void Frames_MoreThanCanBeSeen_KeepTheWidestWithTheirCallers()
    {
        var stacks = Enumerable.Range(0, 1000).Select(at => Stack($"caller {at % 50}", $"callee {at}")).ToList();
        var trace = Nothing with { Stacks = stacks, Samples = [.. Enumerable.Range(0, 1000)
            .SelectMany(at => Enumerable.Repeat(at, at < 100 ? 20 : 1))] };

        var frames = new CallTree(trace).Frames();

        frames.Count.ShouldBeLessThanOrEqualTo(350);
        frames.Count(frame => frame.Depth == 1).ShouldBe(50);
        frames.Count(frame => frame.Depth == 2 && frame.Samples == 20).ShouldBe(100);
    }

    [Test]
    public void Frames_AsyncMachinery_IsCountedWithTheMethodThatItCarriesOn()
    {
        var trace = Nothing with
        {
            Stacks =
            [
                Stack(
                    "A.Load.RunAsync",
                    "A.Load.RunAsync",
                    "System.Threading.ExecutionContext.RunInternal",
                    "System.Threading.Tasks.Task.RunContinuations",
                    "A.Load.EndAsync"),
                Stack("A.Load.RunAsync", "System.Runtime.CompilerServices.AsyncTaskMethodBuilder.SetResult"),
            ],
            Samples = [0, 1],
        };

        new CallTree(trace).Frames().Select(frame => (frame.Name, frame.Depth, frame.Samples)).Skip(1)
            .ShouldBe([("A.Load.RunAsync", 1, 2), ("A.Load.EndAsync", 2, 1)]);
    }

    [Test]
    public void Frames_EndlessRecursion_AreCut()
    {
        var trace = Nothing with { Stacks = [Stack(
            [.. Enumerable.Range(0, 10_000).Select(at => at % 2 == 0 ? "there" : "back")])], Samples = [0] };

        new CallTree(trace).Frames().Max(frame => frame.Depth).ShouldBe(64);
    }
}
