using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Queries;

/// <summary>How often something happened while the load lasted: the longer it lasts, the more often.</summary>
/// <param name="name">As features write it.</param>
/// <param name="key">Stable name in results.</param>
/// <param name="of">How often.</param>
internal abstract class EventCount(string name, string key, Func<LoadCounts, long> of) : Measure(name, key, Unit.Count)
{
    public override Reading Read(LoadMeasurement load, Expectation expectation) => Reading.Of(of(load.Counts)) with
    {
        NotInARehearsal = expectation.Comparison is Comparison.AtLeast or Comparison.Above or Comparison.Exactly
            && load.Plan.Duration < load.Plan.StatedDuration
            ? $"the load lasted {DurationText.Of(load.Plan.Duration)} of {DurationText.Of(load.Plan.StatedDuration)}, too short for so many"
            : null,
    };
}
