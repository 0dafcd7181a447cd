using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LoadEngine.Tests.Runs;

public sealed class RunObserverTests
{
    private string _reports = null!;

    [SetUp]
    public void MakeReports() => _reports = Directory.CreateTempSubdirectory("sparkload-runs-").FullName;

    [TearDown]
    public void RemoveReports() => Directory.Delete(_reports, recursive: true);

    [Test]
    [Platform("Linux", Reason = "Only Linux has a device that is always full.")]
    public async Task Load_OnADiskThatIsFull_EndsWithASentenceThatNamesTheFile()
    {
        var name = RunFolder.NewName(TimeProvider.System);
        var journal = Path.Combine(Directory.CreateDirectory(Path.Combine(_reports, name)).FullName, RunFiles.Journal);
        File.CreateSymbolicLink(journal, "/dev/full");
        await using var folder = RunFolder.Create(_reports, Describe, TimeProvider.System, name);
        var plan = Simulated.Open(20, TimeSpan.FromMinutes(1));
        var service = new SimulatedService(TimeProvider.System, TimeSpan.FromMilliseconds(1));

        // In real time, for the file is written during the load.
        var run = new LoadRunner(TimeProvider.System).RunAsync(
            new LoadJob(plan, service.OpenAsync), NoMonitor.Instance, folder.Observe(
                "s",
                new ConsoleProgress(TextWriter.Null, TimeSpan.Zero)), CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(30));

        var error = await Should.ThrowAsync<RunFolderException>(run);
        error.Message.ShouldStartWith($"\"{journal}\" cannot be written any more (");
        error.Message.ShouldContain("No space left on device");
        error.Message.ShouldEndWith("), so the run cannot go on.");
        service.Closed.ShouldBe(service.Opened);
    }

    private static RunInfo Describe(string id, DateTimeOffset startedAt) => new()
    {
        Id = id,
        State = RunState.Running,
        StartedAt = startedAt,
        Suite = new("1.0", null, null),
        Machine = new("m", "os", "cpu", 2, 1, "10"),
        Runner = "FeatureTests",
    };
}
