using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>The highest step of the rate at which all other rows were met; read from the steps, not from one load.</summary>
internal sealed record Capacity() : Measure("capacity", Unit.Rate)
{
    public override bool IsOfAllLoads => true;

    public override Reading Read(LoadMeasurement load, Expectation expectation) =>
        Reading.CannotTell("the load has no steps of the rate");
}
