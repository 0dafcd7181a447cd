using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Files as tables. A folder means all files of the format in it, as in Spark.</summary>
internal static class Files
{
    public static string Source(string format, IReadOnlyList<string> paths)
    {
        var function = format.ToUpperInvariant() switch
        {
            "PARQUET" => "read_parquet",
            "CSV" => "read_csv",
            "JSON" => "read_json",
            _ => throw SparkErrors.Unsupported($"The file format {format}"),
        };
        return $"{function}([{string.Join(", ", paths.Select(p => SqlTree.Literal(Pattern(p, format.ToLowerInvariant()))))}])";
    }

    private static string Pattern(string path, string extension)
    {
        var local = path.StartsWith("file:", StringComparison.Ordinal) ? new Uri(path).LocalPath : path;
        return Directory.Exists(local) ? Path.Combine(local, "**", $"*.{extension}") : local;
    }
}
