using Reqnroll;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Conversion;
using SparkLoad.BundledRunner.Features;

namespace SparkLoad.BundledRunner.Matching;

/// <summary>Finds the one step definition that a step is meant for.</summary>
internal sealed class StepMatcher(BindingRegistry registry, ArgumentConverter converter)
{
    /// <returns>Null if the step is undefined.</returns>
    /// <exception cref="BindingException">Several step definitions fit, or none takes the arguments that the step brings.</exception>
    public StepMatch? Match(ScenarioStep step, FeatureInfo feature, ScenarioInfo scenario)
    {
        var byText = ByText(step).ToList();
        var inScope = byText
            .Select(match => match.Definition.Scope is { } scope
                ? match with { ScopeParts = scope.Fit(feature, scenario) ?? -1 }
                : match)
            .Where(match => match.ScopeParts >= 0)
            .ToList();
        var fitting = ClosestOf(inScope.Where(TakesArguments));
        return fitting switch
        {
            [var only] => only,
            [_, _, ..] => throw Several(step, fitting, "Several step definitions fit"),
            _ => ClosestOf(inScope) switch
            {
                [] => null,
                [var only] => throw new BindingException(Mismatch(step, only)),
                var several => throw Several(step, several, "Several step definitions have the text, but none takes the arguments of"),
            },
        };
    }

    private static IEnumerable<object> Arguments(ScenarioStep step, System.Text.RegularExpressions.Match text)
    {
        foreach (var group in text.Groups.Values.Skip(1).Where(group => group.Success))
        {
            yield return group.Value;
        }

        if (step.DocString is { } docString)
        {
            yield return docString;
        }

        if (step.Table() is { } table)
        {
            yield return table;
        }
    }

    private IEnumerable<StepMatch> ByText(ScenarioStep step) =>
        from definition in registry.Steps
        where definition.Kind == step.Kind
        let text = definition.Regex.Match(step.Text)
        where text.Success
        select new StepMatch(definition, [.. Arguments(step, text)], 0);

    private bool TakesArguments(StepMatch match)
    {
        var parameters = match.Definition.Method.GetParameters();
        return parameters.Length == match.Arguments.Count
            && parameters.Zip(match.Arguments).All(pair => converter.CanConvert(pair.Second, pair.First.ParameterType));
    }

    /// <summary>Each method once, and only those whose scope fits best.</summary>
    private static List<StepMatch> ClosestOf(IEnumerable<StepMatch> matches)
    {
        var byMethod = matches.GroupBy(match => match.Definition.Method).Select(group => group.MaxBy(match => match.ScopeParts)!).ToList();
        return byMethod.FindAll(match => match.ScopeParts == byMethod.Max(other => other.ScopeParts));
    }

    private string Mismatch(ScenarioStep step, StepMatch match)
    {
        var parameters = match.Definition.Method.GetParameters();
        var method = BindingMethods.Describe(match.Definition.Method);
        if (parameters.Length != match.Arguments.Count)
        {
            return $"The step '{step.Keyword} {step.Text}' brings {match.Arguments.Count} arguments, {method} takes {parameters.Length}.";
        }

        var (parameter, argument) = parameters.Zip(match.Arguments).First(pair => !converter.CanConvert(pair.Second, pair.First.ParameterType));
        var brought = argument is DataTable ? "its table" : $"'{argument}'";
        return $"The step '{step.Keyword} {step.Text}' brings {brought}, which cannot be read as the {parameter.ParameterType.Name} "
            + $"that {method} takes as '{parameter.Name}'.";
    }

    private static AmbiguousStepException Several(ScenarioStep step, IReadOnlyList<StepMatch> matches, string problem) =>
        new(
            $"{problem} '{step.Keyword} {step.Text}': "
                + string.Join(", ", matches.Select(match => $"{BindingMethods.Describe(match.Definition.Method)} \"{match.Definition.Source}\"")),
            [.. matches.Select(match => match.Definition)]);
}
