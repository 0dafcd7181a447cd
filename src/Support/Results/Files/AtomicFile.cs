namespace SparkLoad.Results.Files;

/// <summary>Replaces a file as a whole: a reader sees the old content or the new, never half of it.</summary>
public static class AtomicFile
{
    public static void Write(string path, string content)
    {
        var next = path + ".next";
        File.WriteAllText(next, content);
        File.Move(next, path, overwrite: true);
    }

    /// <summary>The same of lines that come one after the other.</summary>
    public static void WriteLines(string path, IEnumerable<string> lines)
    {
        var next = path + ".next";
        File.WriteAllLines(next, lines);
        File.Move(next, path, overwrite: true);
    }
}
