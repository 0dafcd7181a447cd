using Io.Cucumber.Messages.Types;
using Reqnroll;

namespace SparkLoad.BundledRunner.Features;

/// <summary>A scenario or one example row of an outline, with its placeholders filled in.</summary>
/// <param name="Name">What the test is called; differs from all others of the feature.</param>
internal sealed record Scenario(string Name, ScenarioInfo Info, RuleInfo? Rule, IReadOnlyList<ScenarioStep> Steps, Pickle Pickle)
{
    public bool IsIgnored => Info.CombinedTags.Contains("ignore", StringComparer.OrdinalIgnoreCase);
}
