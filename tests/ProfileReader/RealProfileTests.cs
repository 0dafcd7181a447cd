using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Profiles;
using SparkLoad.Resources.Tests.Profiles;
using SparkLoad.Results;

namespace SparkLoad.ProfileReader.Tests;

/// <summary>A profile of this very process, which did what the tests know.</summary>
[CancelAfter(240_000)]
internal sealed class RealProfileTests : IDisposable
{
    private const int Arrays = 40_000;
    private const string Known = "SparkLoad.ProfileReader.Tests.KnownWork";
    private static readonly string Reader = typeof(ProfileConversion).Assembly.Location;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryRun _run = new();
    private ClientProfile _profile = null!;
    private readonly StillMonitor _inner = new();
    private TimeSpan _loadTime;

    [OneTimeSetUp]
    public async Task RecordAndRead()
    {
        using var release = new ManualResetEventSlim();
        var blocked = Enumerable.Range(0, 6).Select(_ => Start(() => KnownWork.Block(release))).ToList();
        KnownWork.Allocate(100);
        await using var monitor = new ProfiledMonitor(_inner, _run.Files);
        await monitor.StartAsync(None);
        var clock = Stopwatch.StartNew();
        KnownWork.Burn(TimeSpan.FromSeconds(2));
        KnownWork.Allocate(Arrays);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        _loadTime = clock.Elapsed;
        var measured = await monitor.StopAsync(0, None);
        // After the load and before the end of the recording: none of the load's business.
        KnownWork.Allocate(Arrays);
        var recorded = (await monitor.SettleAsync(measured, None)).Client!.Profile!;
        release.Set();
        blocked.ForEach(thread => thread.Join(TimeSpan.FromSeconds(10)));
        recorded.Note.ShouldBeNull();
        ProfileConversion.Convert(_run.Files.Trace);
        _profile = ProfileReading.Complete(recorded, _run.Files, problem: null);
        TestContext.Out.WriteLine($"{_profile.Cpu!.Samples} samples of {_profile.Cpu.ThreadSamples}, one look every "
            + $"{_profile.Cpu.IntervalMs:F2} ms; {new FileInfo(_run.Files.Trace).Length} bytes");
    }

    public void Dispose() => _run.Dispose();

    [Test]
    public void Cpu_BusyMethod_HasMostSamplesOfAllMethods()
    {
        var root = _profile.Cpu!.Frames[0];
        var busy = _profile.Cpu.Frames.Where(frame => frame.Name == Known + ".Burn").Sum(frame => frame.Samples);

        root.Samples.ShouldBe(_profile.Cpu.Samples);
        ((double)busy / root.Samples).ShouldBeGreaterThan(0.5, Tree());
    }

    [Test]
    public void Cpu_ThreadsThatWait_AreSeenAndLeftOut()
    {
        var cpu = _profile.Cpu!;

        cpu.Frames.ShouldNotContain(frame => frame.Name.EndsWith(".Block", StringComparison.Ordinal), Tree());
        // Six that waited alongside the one that worked.
        cpu.ThreadSamples.ShouldBeGreaterThan(cpu.Samples * 3);
        // A few milliseconds where the processors are idle, and a multiple of that where they are not.
        cpu.IntervalMs!.Value.ShouldBeInRange(0.5, 200);
    }

    [Test]
    public void Allocations_KnownType_IsTopAndMeasuredWithinTenPercent()
    {
        var allocations = _profile.Allocations!;
        var bytes = (double)Arrays * KnownWork.ObjectBytes;

        allocations.Types[0].Type.ShouldEndWith("KnownItem[]");
        ((double)allocations.Types[0].Bytes).ShouldBe(bytes, bytes * 0.1);
        allocations.Bytes.ShouldBeGreaterThanOrEqualTo(allocations.Types.Sum(type => type.Bytes));
    }

    [Test]
    public void Gc_CollectionsOfTheLoad_HaveTimeGenerationAndPause()
    {
        var gc = _profile.Gc!;

        gc.Collections.ShouldBe(gc.Pauses.Count);
        gc.Pauses.ShouldContain(pause => pause.Generation == 2 && pause.Reason == "induced");
        gc.Pauses.ShouldAllBe(pause => pause.T >= 0 && pause.T <= _profile.DurationMs / 1000);
        gc.Pauses.ShouldAllBe(pause => pause.PauseMs > 0 && pause.PauseMs <= gc.LongestPauseMs);
        gc.PauseMs.ShouldBe(gc.Pauses.Sum(pause => pause.PauseMs), 1e-6);
    }

    [Test]
    public void Duration_OfTheProfile_IsThatOfTheLoad() =>
        _profile.DurationMs!.Value.ShouldBeInRange(_loadTime.TotalMilliseconds - 1, _inner.Watched.TotalMilliseconds + 1);

    [Test]
    public void Speedscope_OfIt_IsAsItsFormatDemands()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SpeedscopePath));

        Speedscope.Check(file.RootElement).ShouldBeEmpty();
        Speedscope.Times(file.RootElement).ShouldContain(
            frame => frame.Key.EndsWith($"!{Known}.Burn", StringComparison.Ordinal) && frame.Value > 0);
    }

    [Test]
    public async Task Program_OnTheRecording_WritesTheSame()
    {
        using var run = new TemporaryRun();
        Directory.CreateDirectory(Path.GetDirectoryName(run.Files.Trace)!);
        File.Copy(_run.Files.Trace, run.Files.Trace);

        (await RunAsync([Reader, run.Files.Trace])).ShouldBe(0);

        (await File.ReadAllTextAsync(run.Files.Summary)).ShouldBe(await File.ReadAllTextAsync(_run.Files.Summary));
        Directory.GetFiles(Path.GetDirectoryName(run.Files.Trace)!).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["one.nettrace", "one.profile.json", "one.speedscope.json"]);
    }

    [Test]
    public async Task Program_WithoutARecording_SaysWhatItTakes()
    {
        (await RunAsync([Reader])).ShouldBe(2);
        (await RunAsync([Reader, Path.Combine(_run.Folder, "none.nettrace")])).ShouldBe(1);
    }

    private string SpeedscopePath => _run.Files.Trace.Replace(".nettrace", ".speedscope.json", StringComparison.Ordinal);

    private string Tree() =>
        string.Join('\n', _profile.Cpu!.Frames.Take(40).Select(frame => $"{new string(' ', frame.Depth)}{frame.Name} {frame.Samples}"));

    private static Thread Start(ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }
}
