namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>Names of sides that the suite itself gives; what is compared with them is up to the scenario.</summary>
public static class Sides
{
    /// <summary>The earlier run that was saved as the baseline of this machine.</summary>
    public const string Baseline = "the baseline";

    /// <summary>The newest earlier run that can be compared.</summary>
    public const string PreviousRun = "the previous run";

    /// <summary>The load of a scenario without those that run alongside.</summary>
    public const string Alone = "the same load alone";

    /// <summary>The run that is compared with one of them.</summary>
    public const string ThisRun = "this run";
}
