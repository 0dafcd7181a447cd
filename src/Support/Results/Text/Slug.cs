using System.Text.RegularExpressions;

namespace SparkLoad.Results.Text;

/// <summary>A text as a name in a link or of a file: small ASCII letters and digits, with hyphens between.</summary>
public static partial class Slug
{
    private const int Longest = 200;

    public static string Of(string text) => Of(text, Longest);

    /// <param name="text">The text; empty where nothing of it can stand in a name.</param>
    /// <param name="longest">Length at which it is cut.</param>
    public static string Of(string text, int longest)
    {
        var slug = NotInName().Replace(text.ToLowerInvariant(), "-").Trim('-');
        return slug.Length <= longest ? slug : slug[..longest].Trim('-');
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInName();
}
