using System.ComponentModel;
using System.Diagnostics;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.Cli.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PublishTests : IDisposable
{
    private const string Marks = "<!-- sparkload table -->\n<!-- /sparkload table -->\n";

    private readonly TemporaryReports _reports = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-record-").FullName;
    private readonly string _record;

    public PublishTests() => _record = Path.Combine(_folder, "acceptance");

    public void Dispose()
    {
        _reports.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Publish_AcceptanceRuns_AreKeptWithPageSummaryAndResultsOnly()
    {
        Runs.Rehearsal().Write(_reports.Path);
        Runs.Interrupted().Write(_reports.Path);
        var run = Runs.Acceptance() with { Queries = new Dictionary<string, string> { ["one"] = "-- One.\nSELECT 1" } };
        run.Write(_reports.Path);
        var guide = Path.Combine(_folder, "GUIDE.md");
        await File.WriteAllTextAsync(guide, $"# Ours\n\n{Marks}\nMore.\n");

        var answer = await PublishAsync("--table", guide);

        answer.Error.ShouldBeEmpty();
        answer.Lines[..3].ShouldBe(
            ["added 2026-11-24T06-00-00Z-c3d4", "1 run left out: no acceptance", "1 run left out: not finished"]);
        Files().Where(file => !file.Contains("/features/", StringComparison.Ordinal)).ShouldBe(
        [
            "2026-11-24T06-00-00Z-c3d4/index.html", "2026-11-24T06-00-00Z-c3d4/queries/one.sql", "2026-11-24T06-00-00Z-c3d4/results.json",
            "2026-11-24T06-00-00Z-c3d4/summary.md", "README.md", "index.html",
        ]);
        var page = Text("2026-11-24T06-00-00Z-c3d4/index.html");
        page.ShouldContain("Scheduled latency over time");
        page.ShouldNotContain("journal.ndjson");
        Text("index.html").ShouldContain("2026-11-24T06-00-00Z-c3d4/index.html");
        var load = run.Result.Scenarios[0].Loads[0];
        var median = load.LatencyMs.Scheduled.Percentiles["50"];
        var row = $"| One query per second against Spark 3.5.8 | 3.5.8 | 1,800 | 0 | {Figures.Time(median!.Value)} | ";
        Text("README.md").ShouldContain(row);
        var shown = await File.ReadAllTextAsync(guide);
        shown.ShouldStartWith("# Ours\n");
        shown.ShouldContain(row);
        shown.ShouldContain("| passed | [2026-11-23](acceptance/2026-11-24T06-00-00Z-c3d4/summary.md) | d2fb0f3aa |");
        shown.ShouldEndWith("\nMore.\n");
    }

    [Test]
    public async Task Publish_Record_IsWhatTheGateChecks()
    {
        Runs.FailedAcceptance().Write(_reports.Path);
        var guide = Path.Combine(_folder, "GUIDE.md");
        await File.WriteAllTextAsync(guide, Marks);
        (await PublishAsync("--table", guide)).Error.ShouldBeEmpty();
        var (shown, readme) = (await File.ReadAllTextAsync(guide), Text("README.md"));
        const string figures = "| 1,800 | 0 |";

        var asWritten = await CheckAsync(guide);
        await File.WriteAllTextAsync(guide, shown.Replace(figures, "| 1,799 | 0 |", StringComparison.Ordinal));
        var otherTable = await CheckAsync(guide);
        await File.WriteAllTextAsync(guide, shown.Replace(" ms |", " s |", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(_record, "README.md"), readme.Replace(" ms |", " s |", StringComparison.Ordinal));
        var otherFigure = await CheckAsync(guide);

        asWritten.ShouldStartWith($"{_record}: 1 runs, 12 results, ");
        otherTable.ShouldBe($"the table of {guide} is not that of {_record}/README.md\n");
        otherFigure.ShouldContain("One query per second against Spark 3.5.8 of 2026-11-25T06-00-00Z-e5f6: shows ");
    }

    [Test]
    public async Task Publish_WhatTellsOfAMachine_StandsNowhere()
    {
        var run = Runs.FailedAcceptance();
        run.With(scenario => scenario with
        {
            Reason = "cannot open '/home/jane/data/trips' or file:/srv/spark/warehouse or C:\\Users\\Jane\\trips, "
                + $"said {Environment.MachineName}",
            Errors =
            [
                new(
                    "INTERNAL", null, "Lost task 0.3 in stage 1.0 (TID 3) (ip-10-9-8-7.eu.internal executor 2) of lake.corp.example, "
                        + "10.9.8.7:15002, [2001:db8::7]: hdfs://names.corp/jane", 1),
                new("INTERNAL", null, "Lost executor 2 on worker-secret-1: gone; no answer of ip-10-9-8-6.internal", 1),
                new("INTERNAL", null, "Failed to connect to driver-secret-2.lan/10.9.8.7:7077 nor /10.9.8.7:7078", 1),
                new("INTERNAL", null, "java.net.UnknownHostException: driver-secret-3.lan", 1),
            ],
            Target = scenario.Target! with
            {
                Kind = TargetKind.Remote,
                Address = "lake.corp.example:15002",
                Conf = new Dictionary<string, string>
                {
                    ["spark.jars"] = "/opt/jane/a.jar,/opt/jane/b.jar",
                    ["spark.app.name"] = $"made-on-{Environment.MachineName}.internal",
                    ["spark.master"] = "local[2]",
                },
            },
            Resources = scenario.Resources! with
            {
                Client = scenario.Resources.Client! with { Profile = Profiles.Whole with { Trace = "profiles/jane.nettrace" } },
            },
        }).Write(_reports.Path);

        (await PublishAsync()).Error.ShouldBeEmpty();

        string[] telling =
        [
            "jane", "/srv/", "corp", "9.8.7", "9-8-7", "9-8-6", "secret", "2001:db8", "m-51c0", "nettrace", _reports.Path, _folder,
            $"said {Environment.MachineName}", $"on-{Environment.MachineName}",
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/",
        ];
        foreach (var file in Files())
        {
            telling.Where(part => Text(file).Contains(part, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(file);
        }

        var results = Text($"{run.Result.Run.Id}/results.json");
        results.ShouldContain("cannot open '(path)' or file:(path) or (path), said (name)");
        results.ShouldContain("local[2]");
        results.ShouldContain("\"address\": \"(name):15002\"");
    }

    [Test]
    public async Task Publish_Again_AddsAndNeitherDropsNorRepeats()
    {
        Runs.Acceptance().Write(_reports.Path);
        (await PublishAsync()).Error.ShouldBeEmpty();
        var first = Files().ToDictionary(file => file, Text);
        using var others = new TemporaryReports();
        Runs.Later(Runs.FailedAcceptance()).Write(others.Path);

        // What a publication leaves that was ended in the middle of a run.
        Directory.CreateDirectory(Path.Combine(_record, ".publishing-2026-11-25T06-00-00Z-e5f6", "features"));
        (await Sparkload.RunAsync("publish", others.Path, _record)).Lines[0].ShouldBe("added 2026-11-25T06-00-00Z-e5f6");
        var again = await PublishAsync();

        again.Lines.ShouldBe([again.Lines[0], again.Lines[1]]);
        again.Lines[0].ShouldBe("1 run published before");
        again.Lines[1].ShouldStartWith($"{_record} holds 2 runs, ");
        Directory.GetDirectories(_record).Length.ShouldBe(2);
        first.Keys.Where(file => file.Contains('/', StringComparison.Ordinal)).ShouldAllBe(file => Text(file) == first[file]);
        var tables = Text("README.md").Split("<details>");
        tables[0].Split('\n').Count(line => line.Contains("e5f6/summary.md", StringComparison.Ordinal)).ShouldBe(12);
        tables[0].ShouldContain("| failed |");
        tables[1].Split('\n').Count(line => line.Contains("c3d4/summary.md", StringComparison.Ordinal)).ShouldBe(12);
    }

    [Test]
    public async Task Publish_PathOfThisMachineInAQuery_IsRefusedAndLeavesWhatWasThere()
    {
        Runs.Acceptance().Write(_reports.Path);
        (await PublishAsync()).Error.ShouldBeEmpty();
        var before = Files().ToDictionary(file => file, Text);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        (Runs.Acceptance("2026-11-26T06-00-00Z-0001") with
        {
            Queries = new Dictionary<string, string> { ["one"] = $"SELECT * FROM parquet.`{home}/trips`" },
        }).Write(_reports.Path);

        var answer = await PublishAsync();

        answer.Code.ShouldBe(1);
        answer.Error.ShouldStartWith(
            $"queries/one.sql of the run 2026-11-26T06-00-00Z-0001 holds \"{home}\", a path of this machine, and would be published");
        Files().Where(file => !file.StartsWith('.')).ToDictionary(file => file, Text).ShouldBe(before);
    }

    [Test]
    public async Task Publish_NothingToPublish_IsSaidAndMakesNoFolder()
    {
        Runs.Short(Runs.Rehearsal()).Write(_reports.Path);

        var answer = await PublishAsync();

        answer.ShouldBe(new Sparkload.Answer(
            1, "", $"'{_reports.Path}' holds no finished acceptance run, on a real Spark for the full stated time, so there is nothing to "
                + "publish; --all takes rehearsals as well.\n"));
        Directory.Exists(_record).ShouldBeFalse();
        (await PublishAsync("--all")).Lines[0].ShouldBe("added 2026-11-23T21-05-00Z-a1b2");
        Text("README.md").ShouldContain("No acceptance run yet.");
    }

    [Test]
    public async Task Publish_NoPlaceForIt_IsSaidBeforeAnythingIsWritten()
    {
        Runs.Short(Runs.Acceptance()).Write(_reports.Path);
        Directory.CreateDirectory(_record);
        await File.WriteAllTextAsync(Path.Combine(_record, "README.md"), "Ours.");
        var guide = Path.Combine(_folder, "GUIDE.md");
        await File.WriteAllTextAsync(guide, "Ours.");

        var toOthers = await PublishAsync();
        var toReports = await Sparkload.RunAsync("publish", _reports.Path, _reports.Path);
        var withTable = await Sparkload.RunAsync("publish", _reports.Path, _record + "2", "--table", guide);

        toOthers.Error.ShouldBe($"'{_record}' holds files that are not a record's: name a folder that does not exist yet, or one that this "
            + "command has written.\n");
        toReports.Error.ShouldBe($"'{_reports.Path}' holds the reports themselves: name another folder for the record.\n");
        withTable.Error.ShouldBe($"'{guide}' has no place for the table: write the lines <!-- sparkload table --> and "
            + "<!-- /sparkload table --> where it should stand.\n");
        (toOthers.Code, toReports.Code, withTable.Code).ShouldBe((1, 1, 1));
        Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories).Length.ShouldBe(3);
    }

    private Task<Sparkload.Answer> PublishAsync(params string[] options) =>
        Sparkload.RunAsync(["publish", _reports.Path, _record, .. options]);

    private IEnumerable<string> Files() => Directory.GetFiles(_record, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_record, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private string Text(string file) => File.ReadAllText(Path.Combine(_record, file));

    private async Task<string> CheckAsync(string guide)
    {
        var script = Path.Combine(TestContext.CurrentContext.TestDirectory, "check_record.py");
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [script, _record, guide]) { RedirectStandardOutput = true })!;
            return await python.StandardOutput.ReadToEndAsync();
        }
        catch (Win32Exception)
        {
            Assert.Ignore("Needs python3 on the PATH.");
            return "";
        }
    }
}
