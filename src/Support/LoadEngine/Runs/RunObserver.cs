using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LoadEngine.Runs;

/// <summary>Keeps what one scenario's loads do in the run's folder, and shows where they stand.</summary>
internal sealed class RunObserver(RunFolder folder, string scenario, ConsoleProgress progress) : ILoadObserver
{
    public string Scenario => scenario;

    public CancellationToken Broken => folder.Broken;

    public void LoadBegins(LoadResult planned) => folder.Plan(scenario, planned);

    public void QueryEnded(JournalLine line) => folder.Keep(line);

    public void SecondEnded(SeriesLine line, LoadProgress reached)
    {
        folder.Keep(line);
        progress.Show(reached);
    }

    public void ThrowIfBroken() => folder.ThrowIfBroken();
}

/// <summary>What a load does, kept in a run's folder.</summary>
public static class ObservedRun
{
    /// <summary>Keeps what a scenario's loads do: every query, every second, and a line for the console.</summary>
    public static ILoadObserver Observe(this RunFolder folder, string scenario, ConsoleProgress progress) =>
        new RunObserver(folder, scenario, progress);
}
