using System.Text.RegularExpressions;
using SparkLoad.Results;

namespace SparkLoad.Specs.Scenarios;

/// <summary>How a scenario is run once more that this machine, not Spark, has left without a verdict.</summary>
internal static partial class Repetition
{
    /// <returns>A line with the command, or nothing where a repetition would tell no more.</returns>
    /// <param name="verdict">Of the scenario.</param>
    /// <param name="generators">What those of its loads showed of themselves.</param>
    /// <param name="test">Its name in the results of the tests.</param>
    public static string Of(ScenarioVerdict verdict, IEnumerable<GeneratorResult?> generators, string test)
    {
        if (verdict != ScenarioVerdict.Inconclusive
            || !generators.Any(generator => generator is { LateStarts: > 0 } or { Pauses: > 0 } or { Bottleneck: not null }))
        {
            return "";
        }

        string[] words = [.. Words().Matches(test).Select(word => word.Value).Distinct()];
        string[] telling = [.. words.Where(word => word.Length > 3)];
        var filter = string.Join('&', (telling.Length > 0 ? telling : words).Select(word => $"Name~{word}"));
        return "This machine was busy. Run it again while nothing else works here: dotnet test src/StepDefinitions"
            + $"{(filter.Length == 0 ? "" : $" --filter \"{filter}\"")}\n";
    }

    // The filter of NUnit's adapter takes no name with blanks in it, in whatever quotes.
    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}._-]*")]
    private static partial Regex Words();
}
