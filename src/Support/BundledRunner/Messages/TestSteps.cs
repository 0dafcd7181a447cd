using Io.Cucumber.Messages.Types;
using SparkLoad.BundledRunner.Execution;
using SparkLoad.BundledRunner.Matching;
using StepDefinition = SparkLoad.BundledRunner.Bindings.StepDefinition;

namespace SparkLoad.BundledRunner.Messages;

/// <summary>What a scenario is about to run, as its test case says it.</summary>
internal static class TestSteps
{
    public static IEnumerable<TestStep> Of(ScenarioPlan plan, BindingMessages bindings) =>
    [
        .. Hooks(plan.Before, bindings),
        .. plan.Steps.SelectMany<PlannedStep, TestStep>(
            step => [.. Hooks(step.Before, bindings), Step(step, bindings), .. Hooks(step.After, bindings)]),
        .. Hooks(plan.After, bindings),
    ];

    private static IEnumerable<TestStep> Hooks(IEnumerable<PlannedHook> hooks, BindingMessages bindings) =>
        hooks.Select(hook => new TestStep(bindings.IdOf(hook.Hook), hook.Id, null, null, null));

    private static TestStep Step(PlannedStep step, BindingMessages bindings)
    {
        IReadOnlyList<StepDefinition> definitions = step switch
        {
            { Match: { } match } => [match.Definition],
            { Problem: AmbiguousStepException ambiguous } => ambiguous.Definitions,
            _ => [],
        };
        return new TestStep(
            null,
            step.Id,
            step.Step.Pickle.Id,
            [.. definitions.Select(bindings.IdOf)],
            [.. definitions.Select(definition => Arguments(definition, step.Step.Text))]);
    }

    private static StepMatchArgumentsList Arguments(StepDefinition definition, string text) => new(
        [.. definition.Regex.Match(text).Groups.Values.Skip(1).Where(group => group.Success)
            .Select(group => new StepMatchArgument(new Group([], group.Index, group.Value), null))]);
}
