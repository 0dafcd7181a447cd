using System.Text.RegularExpressions;

namespace SparkLoad.Targets.Settings;

/// <summary>A Spark as features name it: by its version, as <c>4.1.1</c>, or by a word of the team's, as <c>production</c>.</summary>
public sealed partial record SparkName
{
    // Setting keys write these before the name, as in SPARKLOAD_TARGET_UI_PRODUCTION.
    private static readonly string[] Reserved = ["ui", "ca", "cert", "key"];

    private SparkName(string text, bool isVersion) => (Text, IsVersion) = (text, isVersion);

    /// <summary>The name alone.</summary>
    public string Text { get; }

    /// <summary>It says which version the Spark must be; a word leaves that open.</summary>
    public bool IsVersion { get; }

    /// <summary>As the names of variables end: <c>4_1_1</c>, <c>PRODUCTION</c>.</summary>
    public string InKeys => Text.Replace('.', '_').Replace('-', '_').ToUpperInvariant();

    /// <summary>As features write it: <c>Spark 4.1.1</c>, <c>the Spark "production"</c>.</summary>
    public string AsWritten => IsVersion ? $"Spark {Text}" : $"the Spark \"{Text}\"";

    /// <summary>Reads what features write: <c>Spark 4.1.1</c> or <c>the Spark "production"</c>.</summary>
    /// <exception cref="SettingsException">It names no Spark; the message says what would.</exception>
    public static SparkName Read(string phrase) => phrase.StartsWith("the ", StringComparison.Ordinal)
        ? OfWord(phrase["the Spark \"".Length..^1])
        : OfVersion(phrase["Spark ".Length..]);

    /// <summary>The Sparks that the text of a step names; none where what it names is mistaken, which its own scenario says.</summary>
    public static IEnumerable<SparkName> In(string step)
    {
        foreach (Match match in Phrase().Matches(step))
        {
            SparkName spark;
            try
            {
                spark = Read(match.Groups["phrase"].Value);
            }
            catch (SettingsException)
            {
                continue;
            }

            yield return spark;
        }
    }

    /// <summary>The name of a version.</summary>
    /// <exception cref="SettingsException">It is not one, of three numbers.</exception>
    public static SparkName OfVersion(string text) => Version().IsMatch(text)
        ? new(text, isVersion: true)
        : throw new SettingsException(
            $"\"Spark {text}\" names no version: write its three numbers, as in Spark 4.1.1, or a name of yours, as in the Spark "
            + "\"production\".");

    /// <summary>The name that is a word.</summary>
    /// <exception cref="SettingsException">It is not one, or variables of another name would be taken for its own.</exception>
    public static SparkName OfWord(string text)
    {
        if (Version().IsMatch(text))
        {
            throw new SettingsException($"the Spark \"{text}\" has a version for a name: write Spark {text}.");
        }

        if (!Word().IsMatch(text))
        {
            throw new SettingsException(
                $"\"{text}\" cannot name a Spark: write letters from a to z, digits, dots and hyphens, a letter first, as in the Spark "
                + "\"production\".");
        }

        if (ReservedIn(text) is { } reserved)
        {
            var (beginning, rest) = (text[..(reserved.Length + 1)], text[(reserved.Length + 1)..]);
            throw new SettingsException(
                $"the Spark \"{text}\" could not be told from the Spark \"{rest}\" in the variables of both: choose a name that does not "
                + $"begin with \"{beginning}\".");
        }

        return new(text, isVersion: false);
    }

    /// <summary>Whether variables of a Spark can end so.</summary>
    internal static bool CanEndAs(string ending) => Ending().IsMatch(ending) && ReservedIn(ending) is null;

    /// <summary>As messages name it: <c>Spark 4.1.1</c>, <c>Spark "production"</c>.</summary>
    public override string ToString() => IsVersion ? $"Spark {Text}" : $"Spark \"{Text}\"";

    private static string? ReservedIn(string name) => Array.Find(
        Reserved,
        word => name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && name.AsSpan(word.Length) is ['.' or '-' or '_', ..]);

    [GeneratedRegex(@"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}\z")]
    private static partial Regex Version();

    [GeneratedRegex("(^|with )(?<phrase>Spark [^ ,]+|the Spark \"[^\"]*\")")]
    private static partial Regex Phrase();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9.-]*\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"^((0|[1-9][0-9]*)(_(0|[1-9][0-9]*)){2}|[A-Za-z][A-Za-z0-9_]*)\z")]
    private static partial Regex Ending();
}
