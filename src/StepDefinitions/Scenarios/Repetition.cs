using System.Buffers;
using SparkLoad.Results;

namespace SparkLoad.Specs.Scenarios;

/// <summary>How a scenario is run once more that this machine, not Spark, has left without a verdict.</summary>
internal static class Repetition
{
    // What a shell or a filter of tests reads as more than a letter.
    private static readonly SearchValues<char> Marks = SearchValues.Create("()&|=!~\\\"'`$%");

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

        var end = test.AsSpan().IndexOfAny(Marks);
        var name = (end < 0 ? test : test[..end]).Trim();
        return "This machine was busy. Run it again while nothing else works here: dotnet test src/StepDefinitions"
            + $"{(name.Length == 0 ? "" : $" --filter \"Name~{name}\"")}\n";
    }
}
