using System.Globalization;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Plans;

/// <summary>Everything that shapes a load, in words by its name. Two loads with the same words are the same load.</summary>
internal static class PlanWords
{
    public static IReadOnlyDictionary<string, string> Of(LoadPlan plan)
    {
        var words = new Dictionary<string, string>
        {
            ["model"] = plan.Model switch
            {
                LoadModel.Open => "open",
                LoadModel.Clients => "clients with a schedule each",
                _ => "clients back to back",
            },
            ["queries"] = plan.Mix.Count == 1 ? plan.Query : string.Join(", ", plan.Mix.Select(share => Say($"{share.Query} {share.Weight:0.####}"))),
            ["clients"] = Say($"{plan.Clients}"),
            ["duration"] = DurationText.Of(plan.Duration),
            ["warm-up"] = DurationText.Of(plan.Scale.Apply(plan.WarmUp)),
            ["a query may take"] = DurationText.Of(plan.QueryTimeout),
            ["queries in flight"] = Say($"at most {plan.MaxInFlight}"),
        };
        if (plan.Rate is { } rate)
        {
            words["rate"] = Say($"{rate.Queries:0.#########} per {rate.Per.TotalSeconds:0.#######} s");
        }

        if (plan.Stages.Count > 0)
        {
            words["stages"] = string.Join(", ", plan.Stages.Select(stage => Say(
                $"{(stage.IsSpike ? "spike " : "")}{stage.From:0.####} to {stage.To:0.####} per second for {DurationText.Of(stage.StatedDuration)}")));
        }

        if (plan.Model != LoadModel.BackToBack)
        {
            words["arrivals"] = plan.Pattern == ArrivalPattern.Poisson ? "at random" : plan.Phase == ClientPhase.Spread ? "in turn" : "even";
        }
        else
        {
            words["pause"] = DurationText.Of(plan.Pause);
        }

        if (plan.IsRandom)
        {
            words["random seed"] = Say($"{plan.EffectiveSeed}");
        }

        return words;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
