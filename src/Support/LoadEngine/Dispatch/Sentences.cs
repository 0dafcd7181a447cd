using System.Globalization;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Dispatch;

internal static class Sentences
{
    public static string Abandoned(AbandonRule rule) => string.Create(
        CultureInfo.InvariantCulture,
        $"abandoned: more than {rule.FailedShare:0.#%} of the queries failed for {rule.For.TotalSeconds:0.#} seconds");
}
