using Reqnroll;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Specs.Suite;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Sessions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Specs.Scenarios;

/// <summary>The Spark that a scenario names, and how its sessions begin.</summary>
internal sealed class StatedSpark(ScenarioRecord record)
{
    /// <summary>The tag of scenarios that need a Spark of the suite's own.</summary>
    private const string HomeTag = "spark-home";

    private SparkTarget? _target;

    /// <summary>What each session does before its first query.</summary>
    public SessionTerms Sessions { get; private set; } = new();

    /// <inheritdoc cref="ScenarioDriver.ReachAsync"/>
    public Task ReachAsync(SparkName spark, bool withTrips, string? data) =>
        ReachAsync(spark, withTrips, data, () => record.Suite.Targets.ReachAsync(spark, withTrips, record.Suite.Ended));

    /// <inheritdoc cref="ScenarioDriver.StartAsync"/>
    public Task StartAsync(SparkName spark, bool withTrips, DataTable? table) => ReachAsync(
        spark, withTrips, data: null,
        () => record.Suite.Targets.StartAsync(
            spark, withTrips, table is null ? SessionSettings.None : Read(table), record.Suite.Ended),
        own: true);

    /// <summary>Takes down the settings of Spark that hold in every session.</summary>
    public void Set(DataTable table)
    {
        record.RequireASuite();
        record.Once("settings of Spark");
        Sessions = Sessions with { Settings = Read(table) };
    }

    /// <summary>The Spark that the scenario has named.</summary>
    /// <exception cref="NotPassedException">It has named none, and fails for that.</exception>
    public SparkTarget Require()
    {
        if (_target is null && record.Suite.Check?.HasMistake(record.Result.Id) == true)
        {
            return record.Suite.Targets.Nowhere(SparkName.OfVersion("0.0.0"), withTrips: true);
        }

        return _target ?? throw record.Broken(
            $"\"{record.Said.Step}\" is said before the scenario names its Spark; write \"Given Spark 4.1.1\", or the like, before it");
    }

    private async Task ReachAsync(SparkName spark, bool withTrips, string? data, Func<Task<SparkTarget>> reach, bool own = false)
    {
        record.RequireASuite();
        record.Once("its Spark");
        // A check goes on where a run would end, and is to find what else is wrong.
        _target = record.Suite.Check is null ? null : record.Suite.Targets.Nowhere(spark, withTrips);
        RequireHome(spark, own);
        try
        {
            Sessions = Sessions with { Data = data is null ? null : DataScript.Find(record.Suite.Settings.Home, data) };
            _target = record.Suite.Check is { WithoutSettings: true } ? _target! : await reach();
            record.Result = record.Result with { Target = _target.Info, Data = _target.Data };
        }
        catch (TargetNotReachedException e)
        {
            throw record.NotRun(e.Message);
        }
        catch (DataScriptException e)
        {
            throw record.Broken(e.Message);
        }
    }

    /// <summary>Nothing is looked into, killed or started with settings of a scenario's that the suite did not start.</summary>
    private void RequireHome(SparkName spark, bool own)
    {
        if ((!own && !record.Result.Tags.Contains(HomeTag)) || record.Suite.Check is { WithoutSettings: true })
        {
            return;
        }

        var reason = "the scenario needs a real Spark that the suite starts and ends itself: "
            + $"set {SettingKeys.Target(spark)} to the path of a Spark home";
        switch (record.Suite.Settings.Target(spark))
        {
            case TargetSetting.Embedded:
                record.LeaveOut(reason, HomeTag);
                break;
            case TargetSetting.Remote when record.Suite.Check is { } check:
                check.Ignored(record.Result.Id, reason);
                break;
            case TargetSetting.Remote:
                throw record.NotRun($"{reason}, because nothing of the kind is done to a server at an address");
        }
    }

    private SessionSettings Read(DataTable table)
    {
        try
        {
            return SessionSettings.Read(LoadTables.Settings(table), Environment.GetEnvironmentVariable);
        }
        catch (Exception e) when (e is SessionSettingException or PlanException)
        {
            throw record.Broken(e.Message);
        }
    }
}
