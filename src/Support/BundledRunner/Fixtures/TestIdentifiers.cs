using System.Globalization;
using SparkLoad.BundledRunner.Features;
using SparkLoad.BundledRunner.Matching;

namespace SparkLoad.BundledRunner.Fixtures;

/// <summary>Names the tests of a feature as the methods that Reqnroll generates, example rows by their cells, each different.</summary>
internal sealed class TestIdentifiers
{
    private readonly Dictionary<string, int> _taken = [];

    public string Of(Scenario scenario)
    {
        var cells = scenario.Info.Arguments.Values.Cast<string>().Select(cell => $"\"{cell.Replace('.', '_')}\"").ToList();
        var identifier = Identifier.Of(scenario.Info.Title) + (cells.Count > 0 ? $"({string.Join(",", cells)})" : string.Empty);
        var times = _taken[identifier] = _taken.GetValueOrDefault(identifier) + 1;
        return times == 1 ? identifier : string.Create(CultureInfo.InvariantCulture, $"{identifier}#{times}");
    }
}
