using System.Globalization;

namespace SparkLoad.FeatureTests;

/// <summary>Numbers what has one name: NUnit and the test platform tell tests apart by name.</summary>
internal sealed class UniqueNames
{
    private readonly Dictionary<string, int> _taken = [];

    public string Of(string name)
    {
        var times = _taken[name] = _taken.GetValueOrDefault(name) + 1;
        return times == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} #{times}");
    }
}
