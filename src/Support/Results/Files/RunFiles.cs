namespace SparkLoad.Results.Files;

/// <summary>Names of the files in a run's folder, and of the one next to it.</summary>
public static class RunFiles
{
    public const string Results = "results.json";

    public const string Journal = "journal.ndjson";

    public const string Series = "series.ndjson";

    /// <summary>Names the process that writes the folder; gone when the run is over.</summary>
    public const string Lock = "run.lock";

    /// <summary>Folder with a copy of the feature files.</summary>
    public const string Features = "features";

    /// <summary>Folder with a copy of the files of the queries that were asked, each under its name.</summary>
    public const string Queries = "queries";

    /// <summary>In the reports folder: the name of the newest run's folder.</summary>
    public const string Latest = "latest";

    /// <summary>The page of a run; next to the runs' folders, that of all runs.</summary>
    public const string Page = "index.html";

    /// <summary>The run in Markdown.</summary>
    public const string Summary = "summary.md";

    /// <summary>Cucumber's messages, from Reqnroll.</summary>
    public const string Messages = "messages.ndjson";

    /// <summary>Reqnroll's own report.</summary>
    public const string CucumberReport = "cucumber.html";

    /// <summary>
    /// The folder of the run that a path names: the path itself, or where it is <see cref="Latest"/> the run that this file names.
    /// </summary>
    public static string FolderAt(string path) => Path.GetFileName(path) == Latest && File.Exists(path)
        ? Path.Combine(Path.GetDirectoryName(path)!, File.ReadAllText(path).Trim())
        : path;

    /// <summary>When one of these files of a run was last written; null where there is none of them.</summary>
    public static DateTimeOffset? NewestChange(string folder, params IEnumerable<string> names) => names
        .Select(name => new FileInfo(Path.Combine(folder, name)))
        .Where(file => file.Exists)
        .Max(file => (DateTimeOffset?)file.LastWriteTimeUtc);
}
