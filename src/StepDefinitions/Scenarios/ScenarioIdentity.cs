using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SparkLoad.Results;
using SparkLoad.Specs.Suite;
using SparkLoad.Results.Text;

namespace SparkLoad.Specs.Scenarios;

/// <summary>What the feature file says of a scenario, and the name that is the same in every run and of no other scenario.</summary>
internal static partial class ScenarioIdentity
{
    private const int LongestName = 80;

    // Of a folder in which two names differ only in case, all but the first are told apart by a hash.
    private static readonly Lazy<IReadOnlySet<string>> Twins = new(() => TestOutcomes.Features()
        .Select(feature => feature.Uri).Order(StringComparer.Ordinal)
        .GroupBy(uri => uri, StringComparer.OrdinalIgnoreCase).SelectMany(same => same.Skip(1)).ToHashSet());

    /// <summary>A result that holds nothing but what the feature file says.</summary>
    public static ScenarioResult Of(FeatureSource feature, ScenarioSource scenario) => new()
    {
        Id = IdOf(feature, scenario),
        FeatureUri = feature.Uri,
        Feature = feature.Title,
        Rule = scenario.Rule,
        Scenario = scenario.Name,
        Example = scenario.Example,
        Line = scenario.Line,
        Tags = scenario.Tags,
        Verdict = ScenarioVerdict.NotRun,
        EvidenceParts = Evidence.None,
    };

    /// <summary>A result of a file that could not be read, and so of a test that is not a scenario.</summary>
    public static ScenarioResult OfFile(string uri, string test) => new()
    {
        Id = NameOf(uri, test, null),
        FeatureUri = uri,
        Feature = uri,
        Scenario = test,
        Verdict = ScenarioVerdict.Failed,
        EvidenceParts = Evidence.None,
    };

    private static string IdOf(FeatureSource feature, ScenarioSource scenario)
    {
        string[] names = [.. feature.Scenarios.Select(one => NameOf(feature.Uri, one.Name, one.Example))];
        // Beside two that are called "Load" there may be one that is called "Load 2".
        HashSet<string> taken = [.. names];
        var seen = new HashSet<string>();
        var id = "";
        foreach (var name in names.Take(scenario.Place + 1))
        {
            id = name;
            if (seen.Add(name))
            {
                continue;
            }

            var n = 1;
            do
            {
                n++;
                id = string.Create(CultureInfo.InvariantCulture, $"{name}-{n}");
            }
            while (!taken.Add(id));
        }

        return id;
    }

    /// <summary>
    /// Small letters, digits and hyphens; where these do not tell it from others, the beginning of a hash of all of it follows.
    /// </summary>
    private static string NameOf(string uri, string title, string? example)
    {
        var text = $"{Path.ChangeExtension(uri, null)} {title} {example}";
        var slug = Slug.Of(text, LongestName);
        return PlainFile().IsMatch(uri) && !Twins.Value.Contains(uri) && PlainText().IsMatch($"{title}{example}") && slug == Slug.Of(text)
            ? slug
            : $"{slug}-{Hash(text.Normalize())}".TrimStart('-');
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];

    [GeneratedRegex(@"^[A-Za-z0-9]+\.feature$")]
    private static partial Regex PlainFile();

    [GeneratedRegex(@"^[A-Za-z0-9 .,:]*$")]
    private static partial Regex PlainText();
}
