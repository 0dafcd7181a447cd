namespace SparkLoad.Results.Text;

/// <summary>What the results name by a word, as a reader sees it.</summary>
public static class Words
{
    public static string Of(ScenarioVerdict verdict) => verdict switch
    {
        ScenarioVerdict.Passed => "passed",
        ScenarioVerdict.Failed => "failed",
        ScenarioVerdict.Inconclusive => "inconclusive",
        _ => "not run",
    };

    public static string Of(CriterionVerdict verdict) => verdict switch
    {
        CriterionVerdict.Met => "met",
        CriterionVerdict.NotMet => "not met",
        CriterionVerdict.Inconclusive => "inconclusive",
        _ => "not judged",
    };

    public static string Of(EvidenceKind evidence) => evidence == EvidenceKind.Acceptance ? "acceptance" : "rehearsal";

    /// <summary>How the queries of a load are asked; a kind that has no words here is called as the load's own plan calls it.</summary>
    public static string OfModel(LoadResult load) => load.Model switch
    {
        "open" or "staged" or "capacity" => "open: queries start on schedule, answered or not",
        "clients" => "clients, each on its own schedule",
        "backToBack" => "back to back",
        var other => load.Plan.GetValueOrDefault("model", other),
    };

    public static string Of(TargetKind kind) => kind switch
    {
        TargetKind.Remote => "running server",
        TargetKind.SparkHome => "started from a Spark home for this run",
        _ => "embedded endpoint",
    };

    /// <summary>Which Spark it was: the version that it reports, after its name where that is a word, as <c>production, 4.1.1</c>.</summary>
    public static string Of(TargetInfo target) => string.IsNullOrWhiteSpace(target.ReportedVersion) ? target.Name
        : target.StatedVersion is null ? $"{target.Name}, {target.ReportedVersion}"
        : target.ReportedVersion;

    /// <summary>The data that were read, as <c>1,000,000 synthetic taxi trips</c>.</summary>
    public static string Of(DataInfo data) => data.Source switch
    {
        DataSource.Synthetic => $"{Figures.Count(data.Rows)} synthetic taxi trips",
        DataSource.Parquet => $"{Figures.Count(data.Rows)} taxi trips from Parquet files",
        _ => $"{Figures.Count(data.Rows)} taxi trips from the server's table",
    };
}
