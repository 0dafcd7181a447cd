using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>The highest step of the rate at which all other rows were met; read from the steps, not from one load.</summary>
internal sealed record Capacity() : Measure("capacity", Unit.Rate)
{
    public override bool IsOfAllLoads => true;

    public override string? Unfit(LoadPlan plan) => plan.Shape is not CapacityLoad ? "the load has no steps of the rate" : null;

    public override Reading Read(LoadMeasurement load, Expectation expectation) =>
        Reading.CannotTell("the load has no steps of the rate");

    public static Reading Read(IReadOnlyList<CapacityStep> steps, Expectation expectation)
    {
        var held = steps.LastOrDefault(step => step.Holds);
        var last = steps[^1];
        var value = held?.PerSecond ?? 0;
        var text = held is null
            ? $"does not hold {FigureText.Of(last.PerSecond, Unit.Rate)}"
            : $"holds up to {FigureText.Of(value, Unit.Rate)}";
        var open = last.BrokenBy is not null ? null
            : last.CannotBeTold is { } why ? $"at {FigureText.Of(last.PerSecond, Unit.Rate)} {why}"
            : "the last step held, so there may be room for more";
        // Where no row was broken, how much more there would have been is open: enough is enough, but too little is not known.
        return open is not null && !(expectation.Comparison is Comparison.AtLeast or Comparison.Above && expectation.Comparison.Holds(value, expectation.Threshold))
            ? Reading.CannotTell(open) with { Text = text }
            : new Reading { Value = value, Text = text, Note = open ?? last.BrokenBy };
    }
}
