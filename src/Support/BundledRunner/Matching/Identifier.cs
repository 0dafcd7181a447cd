using System.Text.RegularExpressions;

namespace SparkLoad.BundledRunner.Matching;

/// <summary>The identifier that Reqnroll makes of a title, so that the same filters select tests in both runners.</summary>
internal static partial class Identifier
{
    public static string Of(string title)
    {
        var words = LetterAfterOther().Replace(title.Replace("\"", null, StringComparison.Ordinal).Replace("'", null, StringComparison.Ordinal),
            found => found.Groups[1].Value + found.Groups[2].Value.ToUpperInvariant());
        var identifier = NotInIdentifier().Replace(Punctuation().Replace(words, "_"), string.Empty);
        return identifier switch
        {
            [] => "_",
            [>= '0' and <= '9', ..] => $"_{identifier}",
            _ => char.ToUpperInvariant(identifier[0]) + identifier[1..],
        };
    }

    [GeneratedRegex(@"([^\p{Ll}\p{Lu}]+)([\p{Ll}\p{Lu}])")]
    private static partial Regex LetterAfterOther();

    [GeneratedRegex(@"[\n.-]+")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"[^\p{L}\p{Nd}_]")]
    private static partial Regex NotInIdentifier();
}
