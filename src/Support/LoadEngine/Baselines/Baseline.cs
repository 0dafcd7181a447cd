using System.Globalization;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Baselines;

/// <summary>An earlier run of one scenario on this machine, with which a later run is compared.</summary>
public sealed class Baseline
{
    private readonly IReadOnlyDictionary<string, LoadRecorder> _loads;
    private readonly string _origin;

    private Baseline(IReadOnlyDictionary<string, LoadRecorder> loads, string origin) => (_loads, _origin) = (loads, origin);

    /// <summary>Finds the baseline of a scenario. Call it before any load is sent.</summary>
    /// <param name="reports">The reports folder.</param>
    /// <param name="machine">The machine that sends the load now.</param>
    /// <param name="scenario">The scenario, its evidence and its data known.</param>
    /// <param name="plans">The loads that it will send.</param>
    /// <exception cref="BaselineException">There is none, or it is of another machine, other data, other evidence or another
    /// load.</exception>
    public static Baseline Open(string reports, MachineInfo machine, ScenarioResult scenario, IReadOnlyList<LoadPlan> plans)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(plans);
        var own = BaselinePlace.Of(reports, machine.Id, scenario.Evidence, scenario.Id);
        // Where there is none of its own, another one says why it is none.
        var folder = Directory.Exists(own) ? own : BaselinePlace.Others(reports, scenario.Id).FirstOrDefault()
            ?? throw new BaselineException(
                $"The scenario compares with the baseline, but \"{scenario.Scenario}\" has none in "
                    + $"{Path.Combine(reports, BaselinePlace.Folder)}; {HowToSave}.");
        var results = BaselineFiles.Results(folder);
        var saved = results.Scenarios.FirstOrDefault(known => known.Id == scenario.Id)
            ?? throw new BaselineException($"\"{folder}\" does not hold the scenario \"{scenario.Scenario}\"; {HowToSave}.");
        var differs = RunDifference.Of(results.Run.Machine, machine)
            ?? RunDifference.Of(saved, scenario)
            ?? RunDifference.Of(saved.Loads, plans.Select(plan => (plan.Name, plan.Words())));
        if (differs is { } why)
        {
            throw new BaselineException(
                $"The baseline of \"{scenario.Scenario}\", saved from run {results.Run.Id}, cannot be compared with: {why}; {HowToSave}.");
        }

        var lines = BaselineFiles.Journal(folder, scenario.Id).ToLookup(line => line.Load);
        var loads = plans.ToDictionary(plan => plan.Name, plan => JournalReplay.Of(lines[plan.Name], plan));
        var origin = string.Create(
            CultureInfo.InvariantCulture,
            $"the baseline is run {results.Run.Id} of {saved.StartedAt ?? results.Run.StartedAt:yyyy-MM-dd}, Spark "
                + $"{(saved.Target is { } target ? Words.Of(target) : "unknown")}; of two runs only a difference over 10% counts");
        return new Baseline(loads, origin);
    }

    /// <summary>Compares every load with the same of the baseline, in every measure that a single run tells.</summary>
    public IReadOnlyList<ComparisonResult> Compare(IReadOnlyList<LoadMeasurement> loads)
    {
        ArgumentNullException.ThrowIfNull(loads);
        var measures = ComparedMeasure.OfLoads.Count * loads.Count;
        return
        [
            .. loads.SelectMany(load => ComparedMeasure.OfLoads.Select(measure => Compare(measure, load, measures) with
            {
                Load = loads.Count > 1 ? load.Plan.Name : null,
            })),
        ];
    }

    private const string HowToSave = "save a run of this machine as the baseline with dotnet run --project src/Support/Cli -- baseline "
        + "<run folder>";

    private ComparisonResult Compare(ComparedMeasure measure, LoadMeasurement load, int measures)
    {
        var saved = _loads[load.Plan.Name];
        var made = RunComparison.Of(measure, load.Recorder, saved, measures);
        var why = GeneratorHealth.Of(load, GeneratorHealth.UsualThreshold).Bottleneck
            ?? (load.BrokeOffBecause is { } because ? $"the load ended early: {because}" : null)
            ?? RunComparison.OtherLoad(load.Plan.Shape.HasSchedule, load.Counts.Planned, saved.Counts.Planned, Sides.Baseline);
        return made with
        {
            Outcome = why is null ? made.Outcome : ComparisonOutcome.Undecided,
            Interval = why is null ? made.Interval : new Interval(null, null),
            Note = string.Join("; ", new[] { why, made.Note, _origin }.OfType<string>()),
        };
    }
}
