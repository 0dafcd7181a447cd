namespace SparkLoad.Targets.Queries;

/// <summary>The leading <c>--</c> lines of a query's file: what it is for, and what is known of its answer.</summary>
internal sealed class QueryHeader
{
    public const string Rows = "rows";
    public const string AtMost = "at most";
    public const string Reads = "reads";
    public const string Session = "session";
    public const string Checksum = "checksum";
    public const string SyntheticChecksum = "checksum of synthetic trips";
    public const string FailsWith = "fails with";
    public const string MayBeEmpty = "may be empty";
    public const string RowsWritten = "rows written";

    private const string Mark = "--";
    private const string Continuation = "    ";

    private readonly List<Entry> _entries = [];
    private readonly Action<int, string> _problem;

    private QueryHeader(string[] lines, Action<int, string> problem)
    {
        _problem = problem;
        var first = Array.FindIndex(lines, line => line.Trim().Length > 0);
        var header = lines.Skip(Math.Max(first, 0)).TakeWhile(line => line.StartsWith(Mark, StringComparison.Ordinal)).ToArray();
        Lines = Math.Max(first, 0) + header.Length;
        var bare = Array.FindIndex(header, line => line.TrimEnd() == Mark);
        var described = bare < 0 ? header : header[..bare];
        Description = string.Join(" ", described.Select(line => line[Mark.Length..].Trim()));
        for (var i = 0; i < header.Length; i++)
        {
            if (i < described.Length)
            {
                CheckDescription(header[i], first + i + 1);
            }
            else if (i > described.Length)
            {
                Read(header[i][Mark.Length..].TrimEnd(), first + i + 1);
            }
        }
    }

    public static IReadOnlyList<string> Keys { get; } =
        [Rows, AtMost, Reads, Session, Checksum, SyntheticChecksum, FailsWith, MayBeEmpty, RowsWritten];

    public string Description { get; }

    /// <summary>How many lines of the file come before its statement.</summary>
    public int Lines { get; }

    /// <param name="lines">Of the whole file.</param>
    /// <param name="problem">Told of a mistake, with its line.</param>
    public static QueryHeader Read(string[] lines, Action<int, string> problem) => new(lines, problem);

    public IEnumerable<Entry> All(string key) => _entries.Where(entry => entry.Key == key);

    public Entry? One(string key) => All(key).FirstOrDefault();

    private void CheckDescription(string line, int number)
    {
        if (KeyOf(line[Mark.Length..].Trim()) is { } key && Keys.Contains(key))
        {
            _problem(number, $"\"{key}:\" stands in the description: put a line \"{Mark}\" before the keys.");
        }
    }

    private void Read(string line, int number)
    {
        if (line.StartsWith(Continuation, StringComparison.Ordinal) || line.StartsWith('\t'))
        {
            if (_entries.Count == 0)
            {
                _problem(number, "the line continues a value, and there is none before it.");
                return;
            }

            _entries[^1] = _entries[^1] with { Value = $"{_entries[^1].Value}\n{line.Trim()}" };
            return;
        }

        var key = KeyOf(line.Trim()) ?? line.Trim();
        if (!Keys.Contains(key))
        {
            _problem(number, $"\"{key}\" is not a key of a query: did you mean \"{Results.Text.NearestName.Of(key, Keys)}\"?");
        }
        else if (key is not (Reads or Session) && One(key) is { } earlier)
        {
            _problem(number, string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"\"{key}\" stands here and in line {earlier.Line}: keep one of them."));
        }
        else
        {
            _entries.Add(new(key, line.Trim()[key.Length..].TrimStart(':').Trim(), number));
        }
    }

    private static string? KeyOf(string line) => line.IndexOf(':') is var colon and > 0 ? line[..colon].TrimEnd() : null;

    /// <param name="Key">One of <see cref="Keys"/>.</param>
    /// <param name="Value">Its lines are those of the file, without the mark and the blanks around them.</param>
    /// <param name="Line">Where it begins, from 1.</param>
    public sealed record Entry(string Key, string Value, int Line);
}
