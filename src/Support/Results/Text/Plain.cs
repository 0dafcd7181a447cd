using System.Globalization;
using System.Text;

namespace SparkLoad.Results.Text;

/// <summary>Text from outside, made safe to look at: cut where long, and nothing in it that changes what stands around it.</summary>
public static class Plain
{
    private const int NameLength = 200;
    private const int MessageLength = 2_000;

    public static string Name(string? text) => Text(text, NameLength);

    public static string Message(string? text) => Text(text, MessageLength);

    /// <summary>At most <paramref name="length"/> characters; control and direction marks are shown by their code.</summary>
    public static string Text(string? text, int length)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var cut = text.Length > length ? Cut(text, length) : text;
        var shown = NeedsMarking(cut) ? Mark(cut) : cut;
        return text.Length > length ? $"{shown} … ({Figures.Count(text.Length)} characters in all)" : shown;
    }

    private static string Cut(string text, int length) =>
        char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];

    private static bool NeedsMarking(string text)
    {
        foreach (var character in text)
        {
            if (Misleads(character) || char.IsSurrogate(character))
            {
                return true;
            }
        }

        return false;
    }

    private static string Mark(string text)
    {
        var marked = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && Misleads((char)rune.Value))
            {
                marked.Append(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›");
            }
            else
            {
                marked.Append(rune.ToString());
            }
        }

        return marked.ToString();
    }

    private static bool Misleads(char character) => character switch
    {
        '\n' or '\r' or '\t' => false,
        _ => char.IsControl(character) || CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.Format,
    };
}
