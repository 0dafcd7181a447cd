using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>The highest step of the rate at which all other rows were met; read from the steps, not from one load.</summary>
internal sealed class Capacity() : Measure("capacity", "capacity", Unit.Rate)
{
    public override string Meaning => "The highest step of the rate at which all other rows of the table were met.";

    public override IReadOnlyList<string> MustBe => ["at least 20 queries per second"];

    public override IReadOnlyList<string> KnownAs =>
        ["max throughput", "maximum throughput", "peak throughput", "max rate", "maximum rate", "saturation", "max rps", "max qps"];

    public override bool IsOfAllLoads => true;

    public override Needs Needs => Needs.RateSteps;

    public override Reading Read(LoadMeasurement load, Expectation expectation) =>
        Reading.Inconclusive("the load has no steps of the rate");

    public override CriterionResult Judge(Criterion row, MeasuredScenario scenario) => scenario.Steps.Count == 0
        ? base.Judge(row, scenario)
        : CriterionJudge.Judge(
            row, Read(scenario.Steps, row.Expectation), scenario.LoadOf(row), scenario.Evidence, new GeneratorHealth(Bottleneck: null));

    private static Reading Read(IReadOnlyList<CapacityStep> steps, Expectation expectation)
    {
        var held = steps.LastOrDefault(step => step.Holds);
        var last = steps[^1];
        var value = held?.PerSecond ?? 0;
        var text = held is null
            ? $"does not hold {FigureText.Of(last.PerSecond, Unit.Rate)}"
            : $"holds up to {FigureText.Of(value, Unit.Rate)}";
        var open = last.BrokenBy is not null ? null
            : last.InconclusiveBecause is { } why ? $"at {FigureText.Of(last.PerSecond, Unit.Rate)} {why}"
            : "the last step held, so there may be room for more";
        // Where no row was broken, how much more there would have been is open: enough is enough, but too little is not known.
        var isEnough = expectation.Comparison is Comparison.AtLeast or Comparison.Above
            && expectation.Comparison.Holds(value, expectation.Threshold);
        return open is not null && !isEnough
            ? Reading.Inconclusive(open) with { Text = text }
            : new Reading { Value = value, Text = text, Note = open ?? last.BrokenBy };
    }
}
