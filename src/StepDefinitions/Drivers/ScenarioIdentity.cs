using System.Collections;
using System.Text;
using Reqnroll;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.Specs.Drivers;

/// <summary>What the feature file says of the running scenario, and the name that is the same in every run.</summary>
internal static class ScenarioIdentity
{
    /// <summary>A result that holds nothing but what the feature file says.</summary>
    public static ScenarioResult Of(ScenarioContext scenario, FeatureContext feature)
    {
        var uri = FeatureSource.UriOf(feature.FeatureInfo);
        var example = Example(scenario.ScenarioInfo);
        return new()
        {
            Id = Slug($"{Path.ChangeExtension(uri, null)} {scenario.ScenarioInfo.Title} {example}"),
            FeatureUri = uri,
            Feature = feature.FeatureInfo.Title,
            Rule = scenario.RuleInfo?.Title,
            Scenario = scenario.ScenarioInfo.Title,
            Example = example,
            Tags = [.. feature.FeatureInfo.Tags.Union(scenario.ScenarioInfo.CombinedTags)],
            Verdict = ScenarioVerdict.NotRun,
            Evidence = EvidenceKind.Rehearsal,
            EvidenceNote = "no load was sent",
        };
    }

    private static string? Example(ScenarioInfo scenario) => scenario.Arguments is not { Count: > 0 } arguments
        ? null
        : string.Join(", ", arguments.Cast<DictionaryEntry>().Select(cell => $"{cell.Key}: {cell.Value}"));

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
