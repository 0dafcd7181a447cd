using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Publishing;

/// <summary>The part of a Markdown file that this suite writes; around it a team writes what it likes.</summary>
internal sealed class MarkedPart
{
    private readonly string _begin;
    private readonly string _end;

    private MarkedPart(string name) => (_begin, _end) = ($"<!-- sparkload {name} -->", $"<!-- /sparkload {name} -->");

    /// <summary>In the README of a record: all of it that is written by this suite.</summary>
    public static MarkedPart OfARecord { get; } = new("record");

    /// <summary>In any other file: the table.</summary>
    public static MarkedPart Table { get; } = new("table");

    /// <summary>A part without content.</summary>
    public string Empty => $"{_begin}\n{_end}\n";

    public bool IsIn(string file) => File.Exists(file) && Find(File.ReadAllText(file)) is not null;

    /// <exception cref="RunFolderException">The file is not there, or has not the two marks in this order.</exception>
    public void Check(string file)
    {
        if (!IsIn(file))
        {
            throw new RunFolderException(
                $"'{file}' has no place for the table: write the lines {_begin} and {_end} where it should stand.");
        }
    }

    /// <summary>Puts the content between the marks.</summary>
    /// <exception cref="RunFolderException">The file is not there, or has not the two marks in this order.</exception>
    public void Replace(string file, string content)
    {
        Check(file);
        var text = File.ReadAllText(file);
        var (begin, end) = Find(text)!.Value;
        AtomicFile.Write(file, $"{text[..begin]}\n{content.TrimEnd()}\n{text[end..]}");
    }

    private (int Begin, int End)? Find(string text)
    {
        var begin = text.IndexOf(_begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf(_end, begin, StringComparison.Ordinal);
        return end < 0 ? null : (begin + _begin.Length, end);
    }
}
