using System.Reflection;
using Io.Cucumber.Messages.Types;
using SparkLoad.BundledRunner.Bindings;
using Hook = SparkLoad.BundledRunner.Bindings.Hook;
using StepDefinition = SparkLoad.BundledRunner.Bindings.StepDefinition;

namespace SparkLoad.BundledRunner.Messages;

/// <summary>The bindings as messages, and the identifiers under which other messages name them.</summary>
internal sealed class BindingMessages(BindingRegistry registry)
{
    private readonly Dictionary<StepDefinition, string> _steps = registry.Steps.ToDictionary(step => step, _ => NewId());
    private readonly Dictionary<Hook, string> _hooks = registry.AllHooks.Distinct().ToDictionary(hook => hook, _ => NewId());

    public static string NewId() => Guid.NewGuid().ToString();

    public string IdOf(StepDefinition step) => _steps[step];

    public string IdOf(Hook hook) => _hooks[hook];

    public IEnumerable<Envelope> All() =>
        registry.Transformations
            .Where(transformation => transformation is { Name: not null, Regex: not null })
            .Select(transformation => Envelope.Create(new ParameterType(
                transformation.Name, [transformation.Regex!.ToString()], false, false, NewId(), Reference(transformation.Method))))
            .Concat(_steps.Select(step => Envelope.Create(new Io.Cucumber.Messages.Types.StepDefinition(
                step.Value, Pattern(step.Key), Reference(step.Key.Method)))))
            .Concat(_hooks.Select(hook => Envelope.Create(new Io.Cucumber.Messages.Types.Hook(
                hook.Value, BindingMethods.Describe(hook.Key.Method), Reference(hook.Key.Method), TagExpression(hook.Key), TypeOf(hook.Key.Kind)))));

    private static StepDefinitionPattern Pattern(StepDefinition step) => new(
        step.Source,
        step.IsCucumberExpression ? StepDefinitionPatternType.CUCUMBER_EXPRESSION : StepDefinitionPatternType.REGULAR_EXPRESSION);

    private static SourceReference Reference(MethodInfo method) => SourceReference.Create(new JavaMethod(
        method.DeclaringType?.FullName ?? string.Empty, method.Name, [.. method.GetParameters().Select(parameter => parameter.ParameterType.Name)]));

    private static string? TagExpression(Hook hook) => hook.Scope?.Tag is { } tag ? $"@{tag.TrimStart('@')}" : null;

    /// <summary>The schema has no hooks around features; as in Reqnroll they count as hooks of the run.</summary>
    private static HookType TypeOf(HookKind kind) => kind switch
    {
        HookKind.BeforeTestRun or HookKind.BeforeFeature => HookType.BEFORE_TEST_RUN,
        HookKind.AfterTestRun or HookKind.AfterFeature => HookType.AFTER_TEST_RUN,
        HookKind.BeforeScenario => HookType.BEFORE_TEST_CASE,
        HookKind.AfterScenario => HookType.AFTER_TEST_CASE,
        HookKind.BeforeStep => HookType.BEFORE_TEST_STEP,
        _ => HookType.AFTER_TEST_STEP,
    };
}
