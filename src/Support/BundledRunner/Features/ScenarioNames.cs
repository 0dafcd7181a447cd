using System.Globalization;
using Io.Cucumber.Messages.Types;
using Reqnroll;

namespace SparkLoad.BundledRunner.Features;

/// <summary>Gives each scenario of a feature a name of its own: example rows that read alike show their cells, or are numbered.</summary>
internal sealed class ScenarioNames
{
    private readonly Dictionary<string, int> _taken = [];

    public string NameOf(Pickle pickle, ScenarioInfo scenario)
    {
        var cells = scenario.Arguments.Values.Cast<string>().ToList();
        var name = cells.Count > 0 && pickle.Name == scenario.Title ? $"{pickle.Name} ({string.Join(", ", cells)})" : pickle.Name;
        var times = _taken[name] = _taken.GetValueOrDefault(name) + 1;
        return times == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} #{times}");
    }
}
