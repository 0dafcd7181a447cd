namespace SparkLoad.Results.Files;

/// <summary>Names of the files in a run's folder, and of the one beside them.</summary>
public static class RunFiles
{
    public const string Results = "results.json";

    public const string Journal = "journal.ndjson";

    public const string Series = "series.ndjson";

    /// <summary>Names the process that writes the folder; gone when the run is over.</summary>
    public const string Lock = "run.lock";

    /// <summary>Folder with a copy of the feature files.</summary>
    public const string Features = "features";

    /// <summary>In the reports folder: the name of the newest run's folder.</summary>
    public const string Latest = "latest";
}
