using System.Text.RegularExpressions;

namespace SparkLoad.Resources.Profiles.Reading;

/// <summary>Methods as a person names them.</summary>
internal static partial class MethodName
{
    /// <summary>
    /// Drops the parameters, and calls the code of an async method or an iterator by that method's name:
    /// <c>Load+&lt;RunAsync&gt;d__4.MoveNext()</c> is <c>Load.RunAsync</c>.
    /// </summary>
    /// <param name="full">Type, method and parameters, as the runtime gives them.</param>
    public static string Of(string full)
    {
        var parameters = full.IndexOf('(');
        var name = (parameters < 0 ? full : full[..parameters])
            .Replace("System.__Canon", "T", StringComparison.Ordinal)
            .Replace("value class ", "", StringComparison.Ordinal)
            .Replace("class ", "", StringComparison.Ordinal);
        return Generated().Replace(StateMachine().Replace(name, ".${method}"), ".${method}");
    }

    [GeneratedRegex(@"\+<(?<method>[^<>|]+)>d(?:__\d+)?(?:`\d+)?(?:\[[^\]]*\])?\.MoveNext$", RegexOptions.CultureInvariant)]
    private static partial Regex StateMachine();

    // Lambdas and local functions: Type+<>c.<Run>b__0_1 and Type.<Run>g__Local|0_0.
    [GeneratedRegex(@"(?:\+<>c(?:__DisplayClass[\d_]+)?)?\.<(?<method>[^<>|]+)>(?:b__[\d_]+|g__(?<local>\w+)\|[\d_]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Generated();
}
