using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Numbers with a comma in features of a language that writes decimals so: nobody can tell which one is meant.</summary>
internal static partial class DecimalComma
{
    /// <summary>Those of Gherkin's languages that write decimals with a comma (CLDR 46), held against the system by a test.</summary>
    private static readonly FrozenSet<string> Languages =
    [
        "af", "ast", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "eo", "es", "et", "fi", "fr", "gl", "hr", "ht", "hu", "id", "is",
        "it",
        "jv", "ka", "lt", "lu", "lv", "mk", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "tt", "uk", "uz", "vi",
    ];

    /// <param name="language">As a feature file names it, such as <c>de</c> or <c>sr-Latn</c>.</param>
    public static bool IsUsedIn(string language) => Languages.Contains(language.Split('-')[0].ToLowerInvariant());

    /// <summary>Both readings of a number with a comma in the text; null where there is none.</summary>
    public static (string Written, string Thousands, string Decimals)? In(string text)
    {
        var match = Number().Match(text);
        return match.Success
            ? (match.Value, match.Value.Replace(",", "", StringComparison.Ordinal), match.Value.Replace(',', '.'))
            : null;
    }

    [GeneratedRegex("[0-9]+(?:,[0-9]+)+")]
    private static partial Regex Number();
}
