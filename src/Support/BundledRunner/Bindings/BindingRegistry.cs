using System.Reflection;
using System.Text.RegularExpressions;
using Reqnroll;
using SparkLoad.BundledRunner.Expressions;

namespace SparkLoad.BundledRunner.Bindings;

/// <summary>All step definitions, hooks and transformations of some classes marked <see cref="BindingAttribute"/>.</summary>
internal sealed class BindingRegistry
{
    private readonly List<StepDefinition> _steps = [];
    private readonly List<Hook> _hooks = [];
    private readonly List<string> _errors = [];

    /// <summary>Collects what can be used; what cannot is in <see cref="Errors"/>.</summary>
    public BindingRegistry(IEnumerable<Type> types)
    {
        var methods = types
            .Where(type => type.IsDefined(typeof(BindingAttribute), inherit: true))
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .ToList();
        Transformations = [.. Attributed<StepArgumentTransformationAttribute>(methods).SelectMany(Transformation).OrderBy(made => made.Order)];
        CollectHooks(Attributed<HookAttribute>(methods));
        CollectSteps([.. Attributed<StepDefinitionBaseAttribute>(methods)]);
    }

    public IReadOnlyList<StepDefinition> Steps => _steps;

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<Transformation> Transformations { get; }

    /// <summary>Bindings that cannot be used, a sentence each; with any, no scenario runs.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public IReadOnlyList<Hook> AllHooks => _hooks;

    /// <summary>The hooks that apply, in the order in which they run, each method once.</summary>
    public IEnumerable<Hook> Hooks(HookKind kind, FeatureInfo? feature, ScenarioInfo? scenario) =>
        _hooks
            .Where(hook => hook.Kind == kind && (hook.Scope is null || hook.Scope.Fit(feature, scenario) is not null))
            .DistinctBy(hook => hook.Method)
            .OrderBy(hook => hook.Order);

    private static IEnumerable<(MethodInfo Method, T Attribute)> Attributed<T>(IEnumerable<MethodInfo> methods)
        where T : Attribute =>
        methods.SelectMany(method => method.GetCustomAttributes<T>(inherit: true).Select(attribute => (method, attribute)));

    private static IEnumerable<Scope> ScopesOf(MethodInfo method) =>
        (method.ReflectedType?.GetCustomAttributes<ScopeAttribute>() ?? [])
            .Concat(method.GetCustomAttributes<ScopeAttribute>())
            .Select(scope => new Scope(scope.Tag, scope.Feature, scope.Scenario));

    private IEnumerable<Transformation> Transformation((MethodInfo Method, StepArgumentTransformationAttribute Attribute) found)
    {
        var (method, attribute) = found;
        Transformation? transformation = null;
        Try(method, mustBeStatic: false, () => transformation = new Transformation(
            method, attribute.Regex is null ? null : WholeText(attribute.Regex), attribute.Name, attribute.Order));
        return transformation is null ? [] : [transformation];
    }

    private void CollectHooks(IEnumerable<(MethodInfo Method, HookAttribute Attribute)> found)
    {
        foreach (var (method, attribute) in found)
        {
            Try(method, mustBeStatic: attribute.Kind <= HookKind.AfterFeature, () =>
            {
                List<Scope?> scopes = [.. ScopesOf(method), .. (attribute.Tags ?? []).Select(tag => new Scope(tag, null, null))];
                _hooks.AddRange(scopes.DefaultIfEmpty(null).Select(scope => new Hook(attribute.Kind, method, scope, attribute.Order)));
            });
        }
    }

    private void CollectSteps(IReadOnlyList<(MethodInfo Method, StepDefinitionBaseAttribute Attribute)> found)
    {
        ParameterTypes types;
        try
        {
            types = new ParameterTypes(
                Transformations, found.SelectMany(step => step.Method.GetParameters()).Select(parameter => parameter.ParameterType));
        }
        catch (BindingException error)
        {
            _errors.Add(error.Message);
            return;
        }

        foreach (var (method, attribute) in found)
        {
            Try(method, mustBeStatic: false, () =>
            {
                var isCucumberExpression = ExpressionKind.IsCucumberExpression(attribute.Expression);
                var regex = isCucumberExpression ? CucumberExpression.ToRegex(attribute.Expression, types) : WholeText(attribute.Expression);
                _steps.AddRange(ScopesOf(method).DefaultIfEmpty(null).Select(scope =>
                    new StepDefinition(attribute.Kind, attribute.Expression, isCucumberExpression, regex, method, scope)));
            });
        }
    }

    private void Try(MethodInfo method, bool mustBeStatic, Action collect)
    {
        try
        {
            BindingMethods.Check(method, mustBeStatic);
            collect();
        }
        catch (BindingException error)
        {
            _errors.Add(error.Message);
        }
        catch (Exception error) when (error is ExpressionException or ArgumentException)
        {
            _errors.Add($"The binding {BindingMethods.Describe(method)} cannot be used: {error.Message}");
        }
    }

    private static Regex WholeText(string pattern) =>
        new($"{(pattern.StartsWith('^') ? "" : "^")}{pattern}{(pattern.EndsWith('$') ? "" : "$")}", RegexOptions.CultureInvariant);
}
