using System.Globalization;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LoadEngine.Plans;

internal static class PlanCheck
{
    public static void Check(LoadPlan plan)
    {
        Require(!string.IsNullOrWhiteSpace(plan.Name), $"A load needs a name.");
        Require(plan.Mix.Count > 0, $"The load \"{plan.Name}\" names no query; name at least one.");
        foreach (var share in plan.Mix)
        {
            Require(
                share.Weight > 0 && double.IsFinite(share.Weight),
                $"The share {share.Weight} of \"{share.Query}\" in the load \"{plan.Name}\" must be above zero.");
        }

        Require(
            plan.Mix.Select(share => share.Query).Distinct(StringComparer.Ordinal).Count() == plan.Mix.Count,
            $"The load \"{plan.Name}\" names a query twice in its mix; add up its shares in one row.");
        Require(plan.Clients is >= 1 and <= 10_000, $"{plan.Clients} clients for the load \"{plan.Name}\" must be between 1 and 10,000.");
        RequireAbove(plan, plan.StatedDuration, "duration");
        RequireAbove(plan, plan.QueryTimeout, "time for a query");
        Require(plan.WarmUp >= TimeSpan.Zero, $"The warm-up of the load \"{plan.Name}\" must not be below zero.");
        Require(plan.Pause >= TimeSpan.Zero, $"The pause of the load \"{plan.Name}\" must not be below zero.");
        Require(plan.DrainLimit >= TimeSpan.Zero, $"The drain of the load \"{plan.Name}\" must not be below zero.");
        Require(plan.MaxInFlight >= 1, $"At least one query of the load \"{plan.Name}\" must be allowed in flight, not {plan.MaxInFlight}.");
        if (plan.Abandon is { } rule)
        {
            Require(
                rule.FailedShare is >= 0 and < 1 && rule.For > TimeSpan.Zero,
                $"The load \"{plan.Name}\" is abandoned above a share of failures from 0% to below 100% for a time above zero.");
        }

        if (plan.Capacity is { } capacity)
        {
            Require(
                plan is { Model: LoadModel.Open, Rate: not null },
                $"The steps of the load \"{plan.Name}\" need an open load with a rate to begin with.");
            Require(
                capacity.Step > 0 && (double)capacity.Limit >= plan.Rate!.Value.PerSecond,
                $"The steps of the load \"{plan.Name}\" must go up, from {plan.Rate} to no less, not by {capacity.Step} to {capacity.Limit}.");
        }

        CheckModel(plan);
        CheckStages(plan);
    }

    private static void CheckModel(LoadPlan plan)
    {
        if (plan.Model == LoadModel.BackToBack)
        {
            Require(
                plan.Rate is null && plan.Stages.Count == 0,
                $"The load \"{plan.Name}\" asks back to back, so it has no rate; leave the rate out or plan an open load.");
            Require(plan.Pattern == ArrivalPattern.Even, $"The load \"{plan.Name}\" asks back to back, so its starts cannot be random.");
            return;
        }

        Require(plan.Pause == TimeSpan.Zero, $"The load \"{plan.Name}\" has a schedule, so it cannot pause after each answer.");
        Require(
            plan.Rate is not null || plan.Stages.Count > 0,
            $"The load \"{plan.Name}\" needs a rate, for example \"once per second\".");
        if (plan.Model == LoadModel.Open)
        {
            Require(
                plan.Clients == 1,
                $"The open load \"{plan.Name}\" has one session, not {plan.Clients}; plan a load of concurrent clients instead.");
        }
        else
        {
            Require(plan.Stages.Count == 0, $"The load \"{plan.Name}\" of concurrent clients cannot have stages; plan an open load.");
        }
    }

    private static void CheckStages(LoadPlan plan)
    {
        if (plan.Stages.Count == 0)
        {
            return;
        }

        Require(plan.Rate is null, $"The load \"{plan.Name}\" has both a rate and stages; state one of them.");
        foreach (var stage in plan.Stages)
        {
            RequireAbove(plan, stage.StatedDuration, "duration of each stage");
            Require(
                stage is { From: >= 0, To: >= 0 } && double.IsFinite(stage.From + stage.To),
                $"The stages of the load \"{plan.Name}\" need rates of zero or more.");
        }

        Require(plan.Stages.Any(stage => stage.From + stage.To > 0), $"The stages of the load \"{plan.Name}\" send nothing.");
        var sum = plan.Stages.Aggregate(TimeSpan.Zero, (total, stage) => total + stage.StatedDuration);
        Require(
            sum == plan.StatedDuration,
            $"The stages of the load \"{plan.Name}\" last {sum}, but the load lasts {plan.StatedDuration}; make them equal.");
    }

    private static void RequireAbove(LoadPlan plan, TimeSpan value, string what) =>
        Require(value > TimeSpan.Zero, $"The {what} of the load \"{plan.Name}\" must be above zero, not {value}.");

    private static void Require(bool holds, FormattableString otherwise)
    {
        if (!holds)
        {
            throw new PlanException(otherwise.ToString(CultureInfo.InvariantCulture));
        }
    }
}
