using Reqnroll;

namespace SparkLoad.BundledRunner.Bindings;

/// <summary>Where a binding applies. A part that is null does not restrict it.</summary>
internal sealed record Scope(string? Tag, string? Feature, string? Scenario)
{
    /// <summary>How many parts fit; null if one does not.</summary>
    public int? Fit(FeatureInfo? feature, ScenarioInfo? scenario)
    {
        var fitting = 0;
        if (Tag is not null)
        {
            if (!(scenario?.CombinedTags ?? feature?.Tags ?? []).Contains(Tag.TrimStart('@')))
            {
                return null;
            }

            fitting++;
        }

        if (Feature is not null)
        {
            if (!string.Equals(Feature, feature?.Title, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            fitting++;
        }

        if (Scenario is not null)
        {
            if (!string.Equals(Scenario, scenario?.Title, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            fitting++;
        }

        return fitting;
    }
}
