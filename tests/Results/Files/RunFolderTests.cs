using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Results.Files;

namespace SparkLoad.Results.Tests.Files;

public sealed class RunFolderTests
{
    private string _reports = null!;

    [SetUp]
    public void MakeReports() => _reports = Directory.CreateTempSubdirectory("sparkload-runs-").FullName;

    [TearDown]
    public void RemoveReports() => Directory.Delete(_reports, recursive: true);

    [Test]
    public async Task Dispose_AfterLines_LeavesAllOfThemAndAFinishedRun()
    {
        string path;
        await using (var folder = Create())
        {
            path = folder.FullPath;
            for (var n = 0; n < 5_000; n++)
            {
                folder.Keep(Line(n));
            }
        }

        var lines = await File.ReadAllLinesAsync(Path.Combine(path, RunFiles.Journal));
        lines.Select(line => JsonSerializer.Deserialize<JournalLine>(line, ResultsJson.Line)!.N).ShouldBe(
            Enumerable.Range(0, 5_000).Select(n => (long)n));
        Read(path).Run.State.ShouldBe(RunState.Finished);
        File.Exists(Path.Combine(path, RunFiles.Lock)).ShouldBeFalse();
    }

    [Test]
    public async Task Create_AfterARunWhoseProcessIsGone_ClosesItAsInterrupted()
    {
        var dead = await BrokenOffRunAsync(processId: int.MaxValue);

        await using var next = Create();

        var closed = Read(dead);
        closed.Run.State.ShouldBe(RunState.Interrupted);
        var scenario = closed.Scenarios.ShouldHaveSingleItem();
        scenario.Verdict.ShouldBe(ScenarioVerdict.Inconclusive);
        scenario.Reason!.ShouldStartWith("interrupted at ");
        scenario.Reason.ShouldEndWith("3 queries had ended, 1 of them failed, the longest answer took 40 ms");
        scenario.EndedAt.ShouldNotBeNull();
    }

    [Test]
    public async Task Create_BesideARunOfALivingProcess_LeavesItAlone()
    {
        await using var running = Create();

        await using var next = Create();

        Read(running.FullPath).Run.State.ShouldBe(RunState.Running);
        (await File.ReadAllTextAsync(Path.Combine(_reports, RunFiles.Latest))).Trim().ShouldBe(next.Id);
    }

    [Test]
    public async Task Create_BesideADamagedRun_LeavesItAsItIs()
    {
        var damaged = Directory.CreateDirectory(Path.Combine(_reports, "damaged")).FullName;
        await File.WriteAllTextAsync(Path.Combine(damaged, RunFiles.Results), "{ half a");

        await using var next = Create();

        (await File.ReadAllTextAsync(Path.Combine(damaged, RunFiles.Results))).ShouldBe("{ half a");
    }

    [Test]
    public void Create_WhereNothingCanBeWritten_NamesTheFolderAndTheWayOut()
    {
        var file = Path.Combine(_reports, "a-file");
        File.WriteAllText(file, "");

        var error = Should.Throw<RunFolderException>(() => RunFolder.Create(Path.Combine(file, "reports"), Describe, TimeProvider.System));

        error.Message.ShouldContain("a-file");
        error.Message.ShouldEndWith("name another one.");
    }

    [Test]
    [Platform("Linux", Reason = "Only Linux has a device that is always full.")]
    public async Task Keep_OnADiskThatIsFull_NamesTheFileInASentence()
    {
        var name = RunFolder.NewName(TimeProvider.System);
        var journal = Path.Combine(Directory.CreateDirectory(Path.Combine(_reports, name)).FullName, RunFiles.Journal);
        File.CreateSymbolicLink(journal, "/dev/full");
        await using var folder = RunFolder.Create(_reports, Describe, TimeProvider.System, name);
        Should.NotThrow(folder.ThrowIfBroken);
        var broken = new TaskCompletionSource();
        await using var told = folder.Broken.Register(broken.SetResult);

        folder.Keep(Line(0));

        await broken.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var error = Should.Throw<RunFolderException>(folder.ThrowIfBroken);
        error.Message.ShouldStartWith($"\"{journal}\" cannot be written any more (");
        error.Message.ShouldContain("No space left on device");
        error.Message.ShouldEndWith("), so the run cannot go on.");
    }

    [Test]
    public async Task Complete_InAFolderThatIsGone_SaysWhichCannotBeWritten()
    {
        var folder = Create();
        Directory.Move(folder.FullPath, folder.FullPath + "-moved");

        Should.Throw<RunFolderException>(() => folder.Complete(Scenario("s"))).Message.ShouldStartWith(
            $"The run's folder \"{folder.FullPath}\" cannot be written any more (");

        Directory.Move(folder.FullPath + "-moved", folder.FullPath);
        await folder.DisposeAsync();
    }

    [Test]
    public async Task Plan_WhileAScenarioIsUnderWay_IsInTheResultsAtOnce()
    {
        await using var folder = Create();
        folder.Begin(Scenario("s") with { EndedAt = null });

        folder.Plan("s", Planned(1_800));

        Read(folder.FullPath).Scenarios.Single().Loads.Single().Planned.ShouldBe(1_800);
    }

    private async Task<string> BrokenOffRunAsync(int processId)
    {
        var folder = Create();
        folder.Begin(Scenario("s") with { EndedAt = null });
        folder.Keep(Line(0));
        folder.Keep(Line(1) with { Outcome = QueryOutcome.Failed });
        folder.Keep(Line(2));
        var path = folder.FullPath;
        await folder.DisposeAsync();
        var running = Read(path);
        await File.WriteAllTextAsync(
            Path.Combine(path, RunFiles.Results),
            JsonSerializer.Serialize(
                running with { Run = running.Run with { State = RunState.Running, EndedAt = null } },
                ResultsJson.Document));
        await File.WriteAllTextAsync(Path.Combine(path, RunFiles.Lock), $$"""{"processId":{{processId}},"startedAt":1}""");
        await File.AppendAllTextAsync(Path.Combine(path, RunFiles.Journal), """{"scenario":"s","load":"l","query":"q","cli""");
        return path;
    }

    private RunFolder Create() => RunFolder.Create(_reports, Describe, TimeProvider.System);

    private static RunResult Read(string folder) =>
        JsonSerializer.Deserialize<RunResult>(File.ReadAllText(Path.Combine(folder, RunFiles.Results)), ResultsJson.Document)!;

    private static RunInfo Describe(string id, DateTimeOffset startedAt) => new()
    {
        Id = id,
        State = RunState.Running,
        StartedAt = startedAt,
        Suite = new("1.0", null, null),
        Machine = new("m", "os", "cpu", 2, 1, "10"),
        Runner = "FeatureTests",
    };

    private static ScenarioResult Scenario(string id) => new()
    {
        Id = id,
        FeatureUri = "a.feature",
        Feature = "A",
        Scenario = "S",
        Verdict = ScenarioVerdict.Inconclusive,
        EvidenceParts = Evidence.None,
        EndedAt = DateTimeOffset.UnixEpoch,
    };

    private static LoadResult Planned(long planned)
    {
        var none = new LatencyDistribution { Count = 0, Percentiles = new Dictionary<string, double?>() };
        return new()
        {
            Name = "l", Query = "q", Model = "open", Clients = 1, StatedDurationMs = 1, DurationMs = 1, Planned = planned,
            Started = 0, Succeeded = 0, Failed = 0, TimedOut = 0, Unfinished = 0, NeverStarted = 0, ThroughputPerSecond = 0,
            LatencyMs = new(none, none, none), StartedAt = DateTimeOffset.UnixEpoch,
        };
    }

    private static JournalLine Line(long n) => new()
    {
        Scenario = "s", Load = "l", Query = "q", Client = 0, N = n, Planned = n * 10, Started = n * 10, Ended = (n * 10) + 40,
        Outcome = QueryOutcome.Succeeded,
    };
}
