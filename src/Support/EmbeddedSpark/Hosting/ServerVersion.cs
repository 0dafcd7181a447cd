namespace SparkLoad.EmbeddedSpark.Hosting;

/// <summary>
/// The Spark version whose wire behaviour is shown. The reported one has a suffix, so that nobody takes it for a real Spark.
/// </summary>
internal sealed record ServerVersion(string Number, bool IsFour)
{
    public static readonly ServerVersion V3_5_8 = new("3.5.8", IsFour: false);
    public static readonly ServerVersion V4_1_1 = new("4.1.1", IsFour: true);

    public string Reported => Number + "-embedded";

    public static ServerVersion Parse(string text) => text switch
    {
        "3.5.8" => V3_5_8,
        "4.1.1" => V4_1_1,
        _ => throw new OptionException($"--version '{text}' is not known: use 3.5.8 or 4.1.1."),
    };
}
