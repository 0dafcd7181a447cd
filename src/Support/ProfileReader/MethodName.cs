using System.Text.RegularExpressions;

namespace SparkLoad.ProfileReader;

/// <summary>Methods as a person names them.</summary>
internal static partial class MethodName
{
    /// <summary>
    /// Drops parameters and generic arguments, and calls the code of an async method, an iterator or a lambda by the method that it
    /// stands in: <c>Load`1+&lt;RunAsync&gt;d__4[System.__Canon].MoveNext()</c> is <c>Load.RunAsync</c>.
    /// </summary>
    /// <param name="full">Type, method and parameters, as the runtime gives them.</param>
    public static string Of(string full)
    {
        var parameters = full.IndexOf('(');
        var name = Generics().Replace(parameters < 0 ? full : full[..parameters], "");
        return Lambda().Replace(StateMachine().Replace(name, ".${method}"), ".${method}");
    }

    // Brackets may hold brackets.
    [GeneratedRegex(@"`\d+|\[(?>[^\[\]]+|\[(?<open>)|\](?<-open>))*(?(open)(?!))\]", RegexOptions.CultureInvariant)]
    private static partial Regex Generics();

    [GeneratedRegex(@"\+<(?<method>[^<>|]+)>d(?:__\d+)?\.MoveNext$", RegexOptions.CultureInvariant)]
    private static partial Regex StateMachine();

    // Lambdas and local functions: Type+<>c.<Run>b__0_1 and Type.<Run>g__Local|0_0.
    [GeneratedRegex(
        @"(?:\+<>c(?:__(?:DisplayClass)?[\d_]+)?)?\.<(?<method>[^<>|]+)>(?:b__[\d_]+|g__\w+\|[\d_]+)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Lambda();
}
