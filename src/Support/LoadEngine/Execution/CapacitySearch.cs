using System.Globalization;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures.Queries;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Execution;

/// <summary>Raises the rate of an open load step by step until a criterion breaks.</summary>
/// <param name="runner">Runs each step.</param>
public sealed class CapacitySearch(LoadRunner runner)
{
    /// <summary>Runs the steps one after the other, each with sessions of its own.</summary>
    /// <param name="job">A plan with a <see cref="CapacityLoad"/>, and criteria.</param>
    /// <param name="monitor">A new one for each step.</param>
    /// <param name="observer">Told of every step; a step's load is named after its rate.</param>
    /// <param name="evidence">What the run is worth.</param>
    /// <param name="cancellationToken">Breaks the search off; the step under way is the last.</param>
    /// <returns>The steps in their order; judge them with <see cref="CriteriaSet.Judge(IReadOnlyList{CapacityStep},
    /// EvidenceKind)"/>.</returns>
    /// <exception cref="PlanException">The plan has no steps or no criteria, or cannot be run.</exception>
    public async Task<IReadOnlyList<CapacityStep>> RunAsync(
        LoadJob job, Func<IResourceMonitor> monitor, ILoadObserver observer, EvidenceKind evidence, CancellationToken cancellationToken)
    {
        job.Plan.Validated();
        if (job is not { Plan.Shape: CapacityLoad search, Criteria: { } criteria })
        {
            throw new PlanException($"The load \"{job.Plan.Name}\" needs steps of the rate and criteria to search for its capacity.");
        }

        var rows = criteria.OfEachStep();
        var steps = new List<CapacityStep>();
        foreach (var rate in search.Rates)
        {
            var plan = job.Plan with
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"{job.Plan.Name} at {rate.PerSecond:0.###} per second"),
                Shape = search.At(rate),
            };
            try
            {
                var load = await runner.RunAsync(job with { Plan = plan, Criteria = rows }, monitor(), observer, cancellationToken)
                    .ConfigureAwait(false);
                steps.Add(new CapacityStep(rate.PerSecond, load, rows.JudgeStep(load, evidence)));
            }
            catch (OperationCanceledException) when (steps.Count > 0 && cancellationToken.IsCancellationRequested)
            {
                // Before its load began; the steps before it stand.
                break;
            }

            if (!steps[^1].Holds || cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return steps;
    }
}
