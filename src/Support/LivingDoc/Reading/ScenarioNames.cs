using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>Finds a scenario's name by its identifier, which is made of slugs of file and scenario.</summary>
internal static class ScenarioNames
{
    public static string Of(string id, IEnumerable<FeatureText> features)
    {
        var slug = Plain.Slug(id);
        return features.SelectMany(feature => feature.Scenarios)
            .Where(scenario => slug.Contains(Plain.Slug(scenario.Name), StringComparison.Ordinal))
            .MaxBy(scenario => scenario.Name.Length)?.Name ?? id;
    }
}
