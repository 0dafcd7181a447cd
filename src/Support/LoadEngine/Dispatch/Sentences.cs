using System.Globalization;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Dispatch;

internal static class Sentences
{
    /// <summary>Why a load ended that whoever asked for it did not want any longer.</summary>
    public const string Cancelled = "cancelled";

    public static string Abandoned(AbandonRule rule) => string.Create(
        CultureInfo.InvariantCulture,
        $"abandoned: more than {rule.FailedShare:0.#%} of the queries failed for {rule.For.TotalSeconds:0.#} seconds");
}
