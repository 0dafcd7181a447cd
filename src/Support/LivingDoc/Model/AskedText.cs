namespace SparkLoad.LivingDoc.Model;

/// <summary>A query as its file in the run's folder has it.</summary>
/// <param name="Name">As features name it.</param>
/// <param name="Description">What precedes the first bare <c>--</c>; empty where nothing does.</param>
/// <param name="Text">What follows: what is known of the answer, and the statement.</param>
public sealed record AskedText(string Name, string Description, string Text)
{
    private const string Mark = "--";

    public int Lines => Text.AsSpan().Count('\n') + 1;

    public static AskedText Of(string name, string file)
    {
        var lines = file.Trim().Split('\n');
        var header = lines.TakeWhile(line => line.StartsWith(Mark, StringComparison.Ordinal)).ToArray();
        var described = header.TakeWhile(line => line.TrimEnd() != Mark).ToArray();
        var rest = described.Length == header.Length ? described.Length : described.Length + 1;
        return new(
            name, string.Join(' ', described.Select(line => line[Mark.Length..].Trim())), string.Join('\n', lines.Skip(rest)).Trim());
    }
}
