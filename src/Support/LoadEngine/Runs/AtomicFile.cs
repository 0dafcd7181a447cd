namespace SparkLoad.LoadEngine.Runs;

/// <summary>Replaces a file as a whole: a reader sees the old content or the new, never half of it.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string content)
    {
        var next = path + ".next";
        File.WriteAllText(next, content);
        File.Move(next, path, overwrite: true);
    }
}
