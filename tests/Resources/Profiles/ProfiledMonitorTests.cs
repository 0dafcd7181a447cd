using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Profiles;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Profiles;

/// <summary>Whatever becomes of the profile, the load is measured and the results say what is lacking.</summary>
[CancelAfter(60_000)]
internal sealed class ProfiledMonitorTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task Settle_WholeRecording_HasItsFileAndNoNote(CancellationToken token)
    {
        using var run = new TemporaryRun();
        var session = new PlayedSession();
        session.Send(5000);

        var profile = await RunLoadAsync(run.Files, Task.FromResult<IEventSession>(session));

        profile.ShouldBe(new ClientProfile { Trace = "profiles/one.nettrace" });
        new FileInfo(run.Files.Trace).Length.ShouldBe(5000);
        await session.Disposed.Task.WaitAsync(token);
    }

    [Test]
    public async Task Settle_RuntimeThatDoesNotStop_IsGivenUpAndSaid(CancellationToken token)
    {
        using var run = new TemporaryRun();
        var session = new PlayedSession { Stops = false };
        session.Send(5000);

        var profile = await RunLoadAsync(run.Files, Task.FromResult<IEventSession>(session), stopLimit: TimeSpan.FromMilliseconds(300));

        profile.Note!.ShouldContain("did not stop within 0.3 s and was given up");
        profile.Trace.ShouldNotBeNull();
        // Nobody writes to it any more.
        File.Move(run.Files.Trace, run.Files.Trace + ".moved");
        await session.Disposed.Task.WaitAsync(token);
    }

    [Test]
    public async Task Start_RuntimeThatDoesNotAnswer_IsGivenUpAndSaid()
    {
        using var run = new TemporaryRun();
        var never = new TaskCompletionSource<IEventSession>();

        var profile = await RunLoadAsync(run.Files, never.Task, startLimit: TimeSpan.FromMilliseconds(200));

        profile.Note.ShouldBe("The client was not profiled: the profiler did not begin within 0.2 s.");
        profile.Trace.ShouldBeNull();
        File.Exists(run.Files.Trace).ShouldBeFalse();
    }

    [Test]
    public async Task Start_SessionThatComesTooLate_IsReleased(CancellationToken token)
    {
        using var run = new TemporaryRun();
        var late = new TaskCompletionSource<IEventSession>();
        await RunLoadAsync(run.Files, late.Task, startLimit: TimeSpan.FromMilliseconds(50));
        var session = new PlayedSession();

        late.SetResult(session);

        await session.Disposed.Task.WaitAsync(token);
    }

    [Test]
    public async Task Start_RuntimeThatRefuses_IsSaid()
    {
        using var run = new TemporaryRun();

        var profile = await RunLoadAsync(
            run.Files, Task.FromException<IEventSession>(new ProfileException("the runtime cannot be profiled")));

        profile.Note.ShouldBe("The client was not profiled: the runtime cannot be profiled.");
    }

    [Test]
    public async Task Start_FolderThatCannotBeWritten_IsSaidAndOpensNoSession()
    {
        using var run = new TemporaryRun();
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "profiles"), "a file where the folder should be", None);
        var opened = false;
        await using var monitor = new ProfiledMonitor(new StillMonitor(), run.Files, new ProfileOptions { Settling = TimeSpan.Zero }, _ =>
        {
            opened = true;
            return Task.FromResult<IEventSession>(new PlayedSession());
        });

        var profile = await RunLoadAsync(monitor);

        profile.Note!.ShouldStartWith("The client was not profiled: its file cannot be written (");
        profile.Trace.ShouldBeNull();
        opened.ShouldBeFalse();
    }

    [Test]
    public async Task Recording_AtItsLimit_StopsTheSessionAndIsSaid(CancellationToken token)
    {
        using var run = new TemporaryRun();
        var session = new PlayedSession();
        await using var monitor = Monitor(run.Files, Task.FromResult<IEventSession>(session));
        await monitor.StartAsync(token);

        session.Send(1_100_000);
        await session.StopAsked.Task.WaitAsync(token);

        var profile = await EndAsync(monitor);
        profile.Note.ShouldBe("The profile is not whole: the recording reached 1 MB and ended there, before the load did.");
    }

    [Test]
    public async Task Dispose_LoadThatBroke_EndsTheRecording(CancellationToken token)
    {
        using var run = new TemporaryRun();
        var session = new PlayedSession();
        var monitor = Monitor(run.Files, Task.FromResult<IEventSession>(session));
        await monitor.StartAsync(token);

        await monitor.DisposeAsync();

        await session.Disposed.Task.WaitAsync(token);
    }

    [Test]
    public async Task Start_Cancelled_LeavesNoFileAndNoSession(CancellationToken token)
    {
        using var run = new TemporaryRun();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(token);
        var opening = new TaskCompletionSource<IEventSession>();
        await using var monitor = Monitor(run.Files, opening.Task);
        var starting = monitor.StartAsync(cancelled.Token);

        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => starting);
        File.Exists(run.Files.Trace).ShouldBeFalse();
    }

    [TestCase(999_999L)]
    [TestCase(2_000_000_001L)]
    public void Options_LimitOutOfRange_NameTheRange(long bytes) => Should
        .Throw<ArgumentOutOfRangeException>(() => new ProfileOptions { MaxBytes = bytes }.Validated()).Message
        .ShouldContain("MaxBytes of a profile is 1000000 to 2000000000 bytes");

    private static async Task<ClientProfile> RunLoadAsync(
        ProfileFiles files, Task<IEventSession> opening, TimeSpan? startLimit = null, TimeSpan? stopLimit = null)
    {
        await using var monitor = Monitor(files, opening, startLimit, stopLimit);
        return await RunLoadAsync(monitor);
    }

    private static async Task<ClientProfile> RunLoadAsync(ProfiledMonitor monitor)
    {
        var clock = Stopwatch.StartNew();
        await monitor.StartAsync(None);
        var profile = await EndAsync(monitor);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        return profile;
    }

    private static async Task<ClientProfile> EndAsync(ProfiledMonitor monitor) =>
        (await monitor.SettleAsync(await monitor.StopAsync(0, None), None)).Client!.Profile!;

    private static ProfiledMonitor Monitor(
        ProfileFiles files,
        Task<IEventSession> opening,
        TimeSpan? startLimit = null,
        TimeSpan? stopLimit = null) => new(
        new StillMonitor(),
        files,
        new ProfileOptions
        {
            MaxBytes = 1_000_000,
            Settling = TimeSpan.Zero,
            StartLimit = startLimit ?? TimeSpan.FromSeconds(20),
            StopLimit = stopLimit ?? TimeSpan.FromSeconds(20),
        },
        _ => opening);
}
