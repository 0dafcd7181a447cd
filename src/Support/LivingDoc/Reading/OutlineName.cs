using System.Text.RegularExpressions;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>The name of a scenario outline, apart from the places where an example's values stand.</summary>
internal static partial class OutlineName
{
    public static IReadOnlyList<string> Parts(string name) => Place().Split(name);

    [GeneratedRegex("<[^<>]+>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
