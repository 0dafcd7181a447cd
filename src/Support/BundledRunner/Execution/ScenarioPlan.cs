using Reqnroll;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Features;
using SparkLoad.BundledRunner.Matching;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>All that a scenario is going to run, each with an identifier of its own.</summary>
internal sealed record ScenarioPlan(
    Scenario Scenario, IReadOnlyList<PlannedHook> Before, IReadOnlyList<PlannedStep> Steps, IReadOnlyList<PlannedHook> After)
{
    public IEnumerable<string> Ids =>
        Before.Select(hook => hook.Id)
            .Concat(Steps.SelectMany(step => step.Before.Select(hook => hook.Id).Append(step.Id).Concat(step.After.Select(hook => hook.Id))))
            .Concat(After.Select(hook => hook.Id));

    public static ScenarioPlan Of(Feature feature, Scenario scenario, BindingRegistry registry, StepMatcher matcher)
    {
        return new ScenarioPlan(
            scenario, Hooks(HookKind.BeforeScenario), [.. scenario.Steps.Select(Step)], Hooks(HookKind.AfterScenario));

        List<PlannedHook> Hooks(HookKind kind) => [.. registry.Hooks(kind, feature.Info, scenario.Info).Select(hook => new PlannedHook(NewId(), hook))];

        PlannedStep Step(ScenarioStep step)
        {
            var planned = new PlannedStep(NewId(), step, null, null, Hooks(HookKind.BeforeStep), Hooks(HookKind.AfterStep));
            try
            {
                return registry.Errors.Count > 0
                    ? planned with { Problem = new BindingException(string.Join(Environment.NewLine, registry.Errors)) }
                    : planned with { Match = matcher.Match(step, feature.Info, scenario.Info) };
            }
            catch (BindingException problem)
            {
                return planned with { Problem = problem };
            }
        }
    }

    private static string NewId() => Guid.NewGuid().ToString();
}

internal sealed record PlannedHook(string Id, Hook Hook);

/// <param name="Match">What runs the step; null if it is undefined, or if there is a problem.</param>
/// <param name="Problem">Why no step definition can be chosen.</param>
internal sealed record PlannedStep(
    string Id,
    ScenarioStep Step,
    StepMatch? Match,
    BindingException? Problem,
    IReadOnlyList<PlannedHook> Before,
    IReadOnlyList<PlannedHook> After)
{
    public bool IsUndefined => Match is null && Problem is null;
}
