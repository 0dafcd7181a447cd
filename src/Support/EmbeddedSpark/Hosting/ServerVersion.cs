using System.Globalization;

namespace SparkLoad.EmbeddedSpark.Hosting;

/// <summary>
/// The Spark version whose wire behaviour is shown. The reported one has a suffix, so that nobody takes it for a real Spark.
/// </summary>
internal sealed record ServerVersion(string Number, bool IsFour)
{
    public static readonly ServerVersion V4_1_1 = new("4.1.1", IsFour: true);

    public string Reported => Number + "-embedded";

    /// <summary>Any version can be stood in for: those before 4.0 as 3.5.8, all others as 4.1.1.</summary>
    /// <exception cref="OptionException">It is not a version of three numbers.</exception>
    public static ServerVersion Parse(string text) =>
        text.Split('.') is [var major, _, _] parts
            && parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? new(text, IsFour: int.Parse(major, CultureInfo.InvariantCulture) >= 4)
            : throw new OptionException($"--version '{text}' is not a version: use three numbers, such as 4.1.1.");
}
