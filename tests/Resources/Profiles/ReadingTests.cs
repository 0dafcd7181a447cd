using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using SparkLoad.ProfileReader;
using SparkLoad.Resources.Profiles;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Profiles;

internal sealed class ReadingTests
{
    private static readonly RecordedTrace Nothing = new()
    {
        DurationMs = 0,
        Stacks = [],
        Samples = [],
        ThreadSamples = 0,
        Allocations = [],
        Collections = [],
        LostEvents = 0,
    };

    [TestCase("System.Threading.Thread.StartCallback()", "System.Threading.Thread.StartCallback")]
    [TestCase("A.Load+<RunAsync>d__4.MoveNext()", "A.Load.RunAsync")]
    [TestCase("A.Load+<RunAsync>d__4`1[System.__Canon].MoveNext()", "A.Load.RunAsync")]
    [TestCase("A.Load+<>c__DisplayClass3_0.<Begin>b__1(class System.Object)", "A.Load.Begin")]
    [TestCase("A.Load+<>c.<Begin>b__3_0(int32)", "A.Load.Begin")]
    [TestCase("Program.<<Main>$>g__Busy|0_0()", "Program.<<Main>$>g__Busy|0_0")]
    [TestCase("A.Load.<Begin>g__Inner|2_1(int32)", "A.Load.Begin")]
    [TestCase("A.List`1[System.__Canon].Add(!0)", "A.List.Add")]
    [TestCase("A.Load`2[System.Collections.Generic.List`1[System.Byte[]],T].Run()", "A.Load.Run")]
    [TestCase("A.Cache`1+<>c__6`1[System.ValueTuple`3[T,T,T],T].<GetOrAdd>b__6_0(!0)", "A.Cache.GetOrAdd")]
    [TestCase("", "")]
    public void MethodName_OfTheRuntime_IsThatOfAPerson(string full, string expected) => MethodName.Of(full).ShouldBe(expected);

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
        var trace = Nothing with { Stacks = stacks, Samples = [.. Enumerable.Range(0, 1000).SelectMany(at => Enumerable.Repeat(at, at < 100 ? 20 : 1))] };

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
                Stack("A.Load.RunAsync", "A.Load.RunAsync", "System.Threading.ExecutionContext.RunInternal", "System.Threading.Tasks.Task.RunContinuations", "A.Load.EndAsync"),
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
        var trace = Nothing with { Stacks = [Stack([.. Enumerable.Range(0, 10_000).Select(at => at % 2 == 0 ? "there" : "back")])], Samples = [0] };

        new CallTree(trace).Frames().Max(frame => frame.Depth).ShouldBe(64);
    }

    // The runtime picks each byte with a probability of 1 in 102,400: a small object stands for that many bytes, a large one for itself.
    [TestCase(24, 102_412)]
    [TestCase(102_400, 161_994)]
    [TestCase(10_000_000, 10_000_000)]
    [TestCase(0, 0)]
    public void Allocation_PickedObject_StandsForItsShare(long bytes, double expected) =>
        AllocationEstimate.StandsFor(new SampledObject("T", bytes)).ShouldBe(expected, 1 + (expected * 1e-5));

    [Test]
    public void Allocation_ManyTypes_KeepsTheLargestAndCountsAll()
    {
        SampledObject[] sampled = [.. Enumerable.Range(0, 40).SelectMany(type => Enumerable.Repeat(new SampledObject($"T{type:00}", 100), 40 - type))];

        var estimate = AllocationEstimate.Of(sampled);

        estimate.Types.Count.ShouldBe(15);
        estimate.Types[0].Type.ShouldBe("T00");
        estimate.Types[0].Samples.ShouldBe(40);
        estimate.Samples.ShouldBe(820);
        estimate.Bytes.ShouldBeGreaterThan(estimate.Types.Sum(type => type.Bytes));
    }

    [Test]
    public void Collections_MoreThanCanBeDrawn_KeepTheLongestAndCountAll()
    {
        var collections = Enumerable.Range(0, 500).Select(at => new Collection(at * 100, at % 3, at == 250 ? 9 : 1, "alloc small")).ToList();

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
        Speedscope.Check(SpeedscopeOf(Nothing).RootElement).ShouldBeEmpty();
    }

    [Test]
    public void Summary_LostEvents_AreSaid() =>
        ProfileSummary.Of(Nothing with { LostEvents = 1234 }).Note.ShouldBe("The runtime lost 1,234 events of the profile.");

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

    [Test]
    public async Task Recording_OfNothing_IsAProfileWithoutSamplesOfWork()
    {
        using var run = new TemporaryRun();
        await using var monitor = new ProfiledMonitor(new StillMonitor(), run.Files);
        await monitor.StartAsync(CancellationToken.None);
        var recorded = (await monitor.SettleAsync(await monitor.StopAsync(0, CancellationToken.None), CancellationToken.None)).Client!.Profile!;

        ProfileConversion.Convert(run.Files.Trace);

        var profile = ProfileReading.Complete(recorded, run.Files, problem: null);
        profile.Note.ShouldBeNull();
        profile.DurationMs!.Value.ShouldBeInRange(0, 1000);
        profile.Gc!.Collections.ShouldBe(0);
    }

    [TestCase("")]
    [TestCase("Nettrace")]
    [TestCase("no recording at all")]
    public void Recording_Damaged_IsRefusedInASentenceAndLeavesNothing(string content)
    {
        using var run = new TemporaryRun();
        Directory.CreateDirectory(Path.GetDirectoryName(run.Files.Trace)!);
        File.WriteAllText(run.Files.Trace, content);

        Should.Throw<ProfileException>(() => ProfileConversion.Convert(run.Files.Trace)).Message.ShouldStartWith("The recording one.nettrace cannot be read: ");

        Directory.GetFiles(Path.GetDirectoryName(run.Files.Trace)!).ShouldHaveSingleItem();
    }

    [Test]
    public void Complete_WithoutASummary_KeepsTheRecordingAndSaysSo()
    {
        using var run = new TemporaryRun();
        var recorded = new ClientProfile { Trace = "profiles/one.nettrace", Note = "Before." };

        ProfileReading.Complete(recorded, run.Files, "It was not read.").ShouldBe(recorded with { Note = "Before. It was not read." });
        ProfileReading.Complete(recorded, run.Files, problem: null).Note!.ShouldStartWith("Before. The profile's summary cannot be read: ");
    }

    private static Frame[] Stack(params string[] names) => [.. names.Select(name => new Frame(name, "M"))];

    private static JsonDocument SpeedscopeOf(RecordedTrace trace)
    {
        using var run = new TemporaryRun();
        var path = Path.Combine(run.Folder, "one.speedscope.json");
        SpeedscopeFile.Write(path, trace);
        return JsonDocument.Parse(File.ReadAllText(path));
    }
}
