using System.Text;

namespace SparkLoad.Targets.Settings;

/// <summary>Arguments in one line, with quotes as a POSIX shell reads them. Nothing is expanded.</summary>
internal static class ArgumentLine
{
    /// <exception cref="SettingsException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Parse(string key, string line)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var started = false;
        char? quote = null;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote is not null && c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is '\'' or '"')
            {
                quote = c;
                started = true;
            }
            else if (c == '\\' && quote != '\'' && i + 1 < line.Length && Escapes(line[i + 1], quote))
            {
                current.Append(line[++i]);
                started = true;
            }
            else if (quote is null && char.IsWhiteSpace(c))
            {
                Finish();
            }
            else
            {
                current.Append(c);
                started = true;
            }
        }

        if (quote is not null)
        {
            throw new SettingsException($"{key} has an opening {quote} without a closing one: '{line}'; close the quote.");
        }

        Finish();
        return arguments;

        void Finish()
        {
            if (started)
            {
                arguments.Add(current.ToString());
            }

            current.Clear();
            started = false;
        }
    }

    // Only what would otherwise mean something: a Windows path keeps its backslashes.
    private static bool Escapes(char next, char? quote) =>
        quote is null ? next is '\'' or '"' or '\\' || char.IsWhiteSpace(next) : next is '"' or '\\';
}
