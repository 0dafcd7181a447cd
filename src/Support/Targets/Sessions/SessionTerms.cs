using SparkLoad.Results;
using SparkLoad.Results.Text;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Data;

namespace SparkLoad.Targets.Sessions;

/// <summary>What a scenario asks of each of its sessions before the first query.</summary>
public sealed record SessionTerms
{
    /// <summary>For one statement: a table that is cached may take its minutes, and none may take for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Set first; default none.</summary>
    public SessionSettings Settings { get; init; } = SessionSettings.None;

    /// <summary>Run once the trips are there, if the scenario reads any; null (default) where it states none.</summary>
    public DataScript? Data { get; init; }

    /// <summary>For the results; null where the scenario asks nothing.</summary>
    public SessionInfo? Info => Settings.All.Count == 0 && Data is null ? null : new(Settings.Shown, Data?.Info);

    /// <summary>A message of Spark's without the values of its settings that are not shown.</summary>
    internal string Hide(string message) => Settings.Hide(message);

    /// <exception cref="TargetNotReachedException">Spark refuses one.</exception>
    internal async Task SetAsync(SparkSession session, string server, CancellationToken cancellationToken)
    {
        foreach (var setting in Settings.All)
        {
            await WithinLimitAsync(
                limited => session.SetConfigAsync(setting.Name, setting.Value, limited),
                $"{server} does not take the setting {setting.Name} = {setting.Shown}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="TargetNotReachedException">A statement fails; the message names it and holds Spark's own.</exception>
    internal async Task RunDataAsync(SparkSession session, string server, CancellationToken cancellationToken)
    {
        foreach (var (number, statement) in (Data?.Statements ?? []).Index())
        {
            await WithinLimitAsync(
                limited => session.ExecuteCommandAsync(statement.Text, cancellationToken: limited),
                $"{server} cannot run statement {number + 1} of {Data!.File} (line {statement.Line})", cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Executes one step of what comes before the first query.</summary>
    /// <param name="execute">The step.</param>
    /// <param name="failure">What it means that it fails, in words that Spark's own follow.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TargetNotReachedException">It fails, or takes too long.</exception>
    internal async Task WithinLimitAsync(Func<CancellationToken, Task> execute, string failure, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Longest);
        try
        {
            await execute(limited.Token).ConfigureAwait(false);
        }
        catch (SparkException e)
        {
            throw new TargetNotReachedException($"{failure}: {Hide(e.Message).TrimEnd()}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TargetNotReachedException($"{failure}: it did not end within {DurationText.Of(Longest)}.", e);
        }
    }
}
