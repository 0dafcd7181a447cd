using Reqnroll;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.Resources.Machine;
using SparkLoad.Results;
using SparkLoad.Results.Files;
using SparkLoad.Results.Text;
using SparkLoad.Specs.Checks;
using SparkLoad.Specs.Scenarios;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;
using SparkLoad.Telemetry;

namespace SparkLoad.Specs.Suite;

/// <summary>
/// One run of the suite, from before the first scenario to after the last. It never throws at its start: what stands in its
/// way is kept, and every scenario fails with that sentence (docs/decisions/0002).
/// </summary>
/// <remarks>Reqnroll makes it once a test run (<see cref="SuitePlugin"/>) and gives it to hooks and scenarios.</remarks>
public sealed class SuiteRun : IAsyncDisposable
{
    private static readonly TimeSpan WaitForMachine = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly SuiteLifetime _lifetime = new();
    private MachineLock? _machine;
    private RunFolder? _folder;
    private QueryCatalog? _queries;
    private TargetCatalog? _targets;
    private LivingDocument? _page;
    private RunTelemetry? _telemetry;
    private SuiteSettings? _settings;

    /// <summary>What is looked at in place of a run; null where there is one.</summary>
    internal FolderCheck? Check { get; } = FolderCheck.Asked();

    /// <summary>Why no scenario can run, or null.</summary>
    internal string? Obstacle { get; private set; }

    /// <summary>Which test is which scenario.</summary>
    internal TestOutcomes Tests { get; } = new();

    internal ConsoleProgress Progress { get; } = new(Console.Error, BetweenLines);

    internal SuiteSettings Settings => _settings!;

    internal RunFolder Folder => _folder!;

    /// <summary>Where the run's files are; a check has none.</summary>
    internal string FolderPath => _folder?.FullPath ?? Path.GetTempPath();

    /// <summary>The machine that sends the load.</summary>
    internal MachineInfo Machine => _folder?.Result.Run.Machine ?? MachineDescription.Read();

    internal QueryCatalog Queries => _queries!;

    internal TargetCatalog Targets => _targets!;

    internal LivingDocument Page => _page!;

    /// <summary>Cancelled when the suite has to stop.</summary>
    internal CancellationToken Ended => _lifetime.Ended;

    internal static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    internal async Task StartAsync()
    {
        if (Check is not null)
        {
            _settings = Check.Settings(NamedSparks());
            _queries = QueryCatalog.Read(_settings.Home);
            _targets = new TargetCatalog(_settings, _queries, FolderPath) { Announces = true };
            Check.Files(_settings.Home, _queries, TestOutcomes.Features());
            return;
        }

        try
        {
            _settings = SuiteSettings.Load(NamedSparks());
            if (_settings.AcceptanceRequired)
            {
                TestOutcomes.FailWhatIsIgnored("The scenario is tagged @ignore, and SPARKLOAD_REQUIRE asks for acceptance.");
            }

            _machine = await MachineLock.TakeAsync(MachineLock.DefaultPaths(), WaitForMachine, TimeProvider.System, Ended);
            _folder = RunFolder.Create(
                _settings.ReportsFolder, (id, startedAt) => RunDescription.Of(id, startedAt, _settings.ConfiguredScale),
                TimeProvider.System, RunPlace.Name);
            _telemetry = RunTelemetry.Start(RunTelemetry.Variables(), _folder.Result.Run, Progress.Say);
            _queries = QueryCatalog.Read(_settings.Home);
            _targets = new TargetCatalog(_settings, _queries, Path.Combine(_folder.FullPath, "logs"));
            _page = await LivingDocument.StartAsync(_folder.FullPath, Ended);
            foreach (var note in _settings.Notes)
            {
                Progress.Say(note);
            }

            Progress.Say($"{RunDescription.Runner}\nResults go to {_folder.FullPath}\nThe page, live: {_page.Location}");
            foreach (var problem in _queries.Problems)
            {
                Progress.Say($"A query cannot be used: {problem}");
            }

            await EngineWarmUp.RunAsync(TimeProvider.System, Ended);
        }
        catch (Exception e) when (e is SettingsException or MachineLockException or RunFolderException or TelemetryException
            or IOException or UnauthorizedAccessException)
        {
            Obstacle = e.Message;
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            Obstacle = "the suite was stopped before its first scenario";
        }
    }

    private static HashSet<SparkName> NamedSparks() =>
    [
        .. TestOutcomes.Features().SelectMany(feature => feature.Scenarios).SelectMany(scenario => scenario.Steps).SelectMany(SparkName.In),
    ];

    /// <summary>Who is told what the loads of a scenario do.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="reference">The side that asks another Spark, and that Spark; null where there is none.</param>
    internal ILoadObserver Observer(ScenarioResult scenario, (string Side, TargetInfo Spark)? reference = null)
    {
        var observer = Folder.Observe(scenario.Id, Progress);
        return _telemetry?.Observe(observer, scenario, reference) ?? observer;
    }

    /// <summary>Keeps the file of a feature in the run's folder, if there is one.</summary>
    internal void Keep(FeatureInfo feature)
    {
        if (_folder is not null)
        {
            FeatureSource.Of(feature).CopyTo(Path.Combine(_folder.FullPath, RunFiles.Features));
        }
    }

    /// <summary>Keeps a copy of the data that a scenario reads in the run's folder.</summary>
    internal void Keep(DataScript? data)
    {
        if (data is not null)
        {
            var copy = Path.Combine(Folder.FullPath, data.File);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, data.Text);
        }
    }

    /// <summary>Keeps the files of a query in the run's folder.</summary>
    internal void Keep(CatalogQuery query)
    {
        if (_folder is not null)
        {
            QueryCatalog.Copy(query, Path.Combine(_folder.FullPath, RunFiles.Queries));
        }
    }

    /// <summary>Keeps a scenario's result in the run's folder, if there is one.</summary>
    internal void Keep(ScenarioResult result) => _folder?.Complete(result);

    /// <summary>Ends the servers that were started for one scenario.</summary>
    internal Task EndOwnServersAsync() => _targets?.EndOwnAsync() ?? Task.CompletedTask;

    /// <summary>Ends the run: its servers, its results, its page.</summary>
    public async ValueTask DisposeAsync()
    {
        Check?.Finish(Tests.Corrected(Check.Checked));
        if (_targets is not null)
        {
            await _targets.DisposeAsync();
        }

        var summary = new JobSummary(Environment.GetEnvironmentVariable(JobSummary.Variable), Progress.Say);
        if (_folder is not null)
        {
            foreach (var corrected in Tests.Corrected(_folder.Result.Scenarios))
            {
                _folder.Complete(corrected);
            }

            await _folder.DisposeAsync();
            var exported = _telemetry?.DisposeAsync().AsTask() ?? Task.CompletedTask;
            var isDrawn = _page is not null && await _page.FinishAsync();
            await exported;
            Progress.Say($"\n{RunSummary.Of(_folder.Result)}\n{_folder.FullPath}\n{_page?.Location}");
            if (isDrawn)
            {
                summary.AddFile(Path.Combine(_folder.FullPath, RunFiles.Summary));
            }
            else
            {
                summary.Add("The run has no summary", $"{RunSummary.Totals(_folder.Result)}\n{_page?.Location}");
            }
        }
        else if (Obstacle is not null)
        {
            summary.Add("Not accepted: no scenario was run", Obstacle);
        }

        _machine?.Dispose();
        _lifetime.Dispose();
    }
}
