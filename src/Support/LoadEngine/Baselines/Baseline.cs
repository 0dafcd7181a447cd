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
    /// <exception cref="BaselineException">There is none, or it is of another machine, other data, other evidence or another load.</exception>
    public static Baseline Open(string reports, MachineInfo machine, ScenarioResult scenario, IReadOnlyList<LoadPlan> plans)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(plans);
        var own = BaselinePlace.Of(reports, machine.Id, scenario.Evidence, scenario.Id);
        // Where there is none of its own, another one says why it is none.
        var folder = Directory.Exists(own) ? own : BaselinePlace.Others(reports, scenario.Id).FirstOrDefault()
            ?? throw new BaselineException(
                $"The scenario compares with the baseline, but \"{scenario.Scenario}\" has none in {Path.Combine(reports, BaselinePlace.Folder)}; {HowToSave}.");
        var results = BaselineFiles.Results(folder);
        var saved = results.Scenarios.FirstOrDefault(known => known.Id == scenario.Id)
            ?? throw new BaselineException($"\"{folder}\" does not hold the scenario \"{scenario.Scenario}\"; {HowToSave}.");
        if ((Difference(results.Run.Machine, machine) ?? Difference(saved, scenario) ?? Difference(saved.Loads, plans)) is { } why)
        {
            throw new BaselineException($"The baseline of \"{scenario.Scenario}\", saved from run {results.Run.Id}, cannot be compared with: {why}; {HowToSave}.");
        }

        var lines = BaselineFiles.Journal(folder, scenario.Id).ToLookup(line => line.Load);
        var loads = plans.ToDictionary(plan => plan.Name, plan => JournalReplay.Of(lines[plan.Name], plan));
        var origin = string.Create(
            CultureInfo.InvariantCulture,
            $"the baseline is run {results.Run.Id} of {saved.StartedAt ?? results.Run.StartedAt:yyyy-MM-dd}, Spark {saved.Target?.ReportedVersion ?? "unknown"}; of two runs only a difference over 10% counts");
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

    private const string HowToSave = "save a run of this machine as the baseline with dotnet run --project src/Support/Cli -- baseline <run folder>";

    private ComparisonResult Compare(ComparedMeasure measure, LoadMeasurement load, int measures)
    {
        var saved = _loads[load.Plan.Name];
        var made = RunComparison.Of(measure, load.Recorder, saved, measures);
        var (here, there) = (load.Counts.Planned, saved.Counts.Planned);
        var why = GeneratorHealth.Of(load, GeneratorHealth.UsualThreshold).Bottleneck
            ?? (load.BrokeOffBecause is { } because ? $"the load broke off: {because}"
                // Back to back, how many there are is what is measured.
                : load.Plan.Shape.HasSchedule && Math.Abs(here - there) > 0.01 * there
                    ? $"another load: {here} queries planned, {there} in the baseline"
                : null);
        return made with
        {
            Outcome = why is null ? made.Outcome : ComparisonOutcome.Undecided,
            Interval = why is null ? made.Interval : new Interval(null, null),
            Note = string.Join("; ", new[] { why, made.Note, _origin }.OfType<string>()),
        };
    }

    private static string? Difference(MachineInfo saved, MachineInfo now) => saved.Id == now.Id
        ? null
        : $"it is of another machine ({saved.Id}: {saved.Cpu}, {saved.Cores} cores), this one is {now.Id}: {now.Cpu}, {now.Cores} cores";

    private static string? Difference(ScenarioResult saved, ScenarioResult now) =>
        saved.Evidence != now.Evidence ? $"it is of {Article(saved.Evidence)}, this run is {Article(now.Evidence)}"
        : Different(Client(saved.Client), Client(now.Client)) is { } client ? $"its client worked in another way: {client}"
        : saved.Data != now.Data ? $"it is of other data ({Text(saved.Data)}), this run reads {Text(now.Data)}"
        : null;

    private static string? Difference(IReadOnlyList<LoadResult> saved, IReadOnlyList<LoadPlan> plans)
    {
        foreach (var plan in plans)
        {
            if (saved.FirstOrDefault(load => load.Name == plan.Name) is not { } load)
            {
                return $"it has no load \"{plan.Name}\"";
            }

            if (load.Plan.Count == 0)
            {
                return $"the suite that saved it did not say what shaped its load \"{plan.Name}\"";
            }

            if (Different(load.Plan, plan.Words()) is { } different)
            {
                return $"its load \"{plan.Name}\" was another one: {different}";
            }

            // It may have been saved by hand, or by a suite that did not look at this.
            if (GeneratorHealth.Disturbance(load) is { } disturbed)
            {
                return $"the figures of its load \"{plan.Name}\" are not the server's: {disturbed}";
            }
        }

        return null;
    }

    private static string Article(EvidenceKind evidence) => evidence == EvidenceKind.Acceptance ? "an acceptance run" : "a rehearsal";

    private static string Text(DataInfo? data) => data is null
        ? "no trips"
        : $"{Words.Of(data)}, checksum {data.Checksum ?? "unknown"}";

    /// <summary>The first thing that shapes one of two loads and not the other, with both; null where they are the same load.</summary>
    private static string? Different(IReadOnlyDictionary<string, string> saved, IReadOnlyDictionary<string, string> now) => saved.Keys.Union(now.Keys)
        .Where(key => saved.GetValueOrDefault(key) != now.GetValueOrDefault(key))
        .Select(key => $"{key} was {saved.GetValueOrDefault(key, "not stated")}, now it is {now.GetValueOrDefault(key, "not stated")}")
        .FirstOrDefault();

    private static Dictionary<string, string> Client(ClientInfo? client) => client is null
        ? new Dictionary<string, string>()
        : new Dictionary<string, string>
        {
            ["what is done with answers"] = client.Reading ?? "not said",
            ["connections"] = client.Topology,
            ["retries"] = client.RetryPolicy,
        };
}
