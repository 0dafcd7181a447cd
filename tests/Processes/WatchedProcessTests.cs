using System.Globalization;
using NUnit.Framework;
using Shouldly;

namespace SparkLoad.Processes.Tests;

[CancelAfter(60_000)]
[Platform(Exclude = "Win", Reason = "The children are shell scripts.")]
internal sealed class WatchedProcessTests
{
    // Far less than what is to end would live by itself.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-watched").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Process_EndsByItself_GivesItsExitCodeAndOutput(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await using var process = await StartAsync("echo one; echo two >&2; echo three; exit 3", cancellationToken, lines.Add);

        (await process.Exited.WaitAsync(cancellationToken)).ShouldBe(3);
        lines.ShouldBe(["one", "three"]);
        (await File.ReadAllLinesAsync(process.LogFile, cancellationToken)).ShouldBe(["one", "two", "three"], ignoreOrder: true);
        process.OutputTail.ShouldContain("two");
    }

    [Test]
    public async Task Input_Written_ReachesTheProcess(CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<string>();
        await using var process = await StartAsync("read line; echo \"got $line\"; sleep 60", cancellationToken, answer.SetResult);

        await process.Input.WriteLineAsync("grüße".AsMemory(), cancellationToken);

        (await answer.Task.WaitAsync(cancellationToken)).ShouldBe("got grüße");
    }

    [Test]
    public async Task Stop_ProcessThatObeys_LetsItTidyUp(CancellationToken cancellationToken)
    {
        await using var process = await StartAsync(
            "trap 'echo tidied; exit 0' TERM; echo up; while :; do sleep 0.1; done", cancellationToken, grace: EndLimit);
        await LineAsync(process, "up", cancellationToken);

        await process.StopAsync();

        LiveProcess.Runs(process.ProcessId).ShouldBeFalse();
        process.OutputTail.ShouldContain("tidied");
    }

    [Test]
    public async Task Stop_ProcessThatIgnoresIt_EndsItByForceWithItsDescendants(CancellationToken cancellationToken)
    {
        // The second sleep is an orphan: its parent is gone before anything is stopped.
        await using var process = await StartAsync(
            "trap '' TERM; sleep 61 & echo $!; (sh -c 'trap \"\" TERM; sleep 62 & echo $!'); echo up; while :; do sleep 0.1; done",
            cancellationToken, grace: TimeSpan.FromMilliseconds(300));
        await LineAsync(process, "up", cancellationToken);
        var descendants = process.OutputTail.Split('\n')[..2].Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        descendants.ShouldAllBe(id => LiveProcess.Runs(id));

        await process.StopAsync();

        foreach (var id in descendants.Append(process.ProcessId))
        {
            (await LiveProcess.EndsWithinAsync(id, EndLimit)).ShouldBeTrue();
        }
    }

    [Test]
    public async Task Process_EndsByItself_TakesItsOrphansWithIt(CancellationToken cancellationToken)
    {
        await using var process = await StartAsync("sleep 63 >/dev/null 2>&1 & echo $!", cancellationToken);

        await process.Exited.WaitAsync(cancellationToken);

        (await LiveProcess.EndsWithinAsync(int.Parse(process.OutputTail, CultureInfo.InvariantCulture), EndLimit)).ShouldBeTrue();
    }

    [Test]
    public async Task Process_WritesMoreThanTheLogTakes_GoesOnAndKeepsTheTail(CancellationToken cancellationToken)
    {
        await using var process = await StartAsync(
            "yes 0123456789012345678901234567890123456789 2>/dev/null | head -n 500000; echo last", cancellationToken);

        (await process.Exited.WaitAsync(cancellationToken)).ShouldBe(0);
        process.OutputTail.ShouldEndWith("last");
        new FileInfo(process.LogFile).Length.ShouldBeLessThan(17 * 1024 * 1024);
        File.ReadLines(process.LogFile).Last().ShouldContain("The log is full");
    }

    [Test]
    public async Task Start_ProgramThatIsNotThere_SaysWhichAndWhy(CancellationToken cancellationToken)
    {
        var command = new WatchedCommand { Name = "Spark 4.1.1", Program = "/no/such/program", LogFile = LogFile() };

        var failure = await Should.ThrowAsync<ProcessStartException>(() => WatchedProcess.StartAsync(command, cancellationToken));

        failure.Message.ShouldStartWith("Spark 4.1.1 cannot be started: ");
        failure.Message.ShouldContain("/no/such/program");
    }

    [Test]
    public async Task Environment_Changed_IsTheProcesss(CancellationToken cancellationToken)
    {
        var command = Command("echo \"${GREETING:-none} ${HOME:-none}\"") with
        {
            Environment = new Dictionary<string, string?> { ["GREETING"] = "hello", ["HOME"] = null },
        };
        await using var process = await WatchedProcess.StartAsync(command, cancellationToken);

        await process.Exited.WaitAsync(cancellationToken);

        process.OutputTail.ShouldBe("hello none");
    }

    private static async Task LineAsync(WatchedProcess process, string line, CancellationToken cancellationToken)
    {
        while (!process.OutputTail.Split('\n').Contains(line))
        {
            await Task.Delay(20, cancellationToken);
        }
    }

    private Task<WatchedProcess> StartAsync(
        string script, CancellationToken cancellationToken, Action<string>? line = null, TimeSpan? grace = null)
    {
        var command = Command(script) with { OutputLine = line };
        return WatchedProcess.StartAsync(grace is { } limit ? command with { Grace = limit } : command, cancellationToken);
    }

    private WatchedCommand Command(string script) =>
        new() { Name = "The process", Program = "/bin/sh", Arguments = ["-c", script], LogFile = LogFile() };

    private string LogFile() => Path.Combine(_folder, Path.GetRandomFileName(), "process.log");
}
