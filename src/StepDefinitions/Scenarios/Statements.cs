using Reqnroll;

namespace SparkLoad.Specs.Scenarios;

/// <summary>
/// What the steps of one scenario have said. Whatever a scenario says is run and judged, so a step that would silently take the place of
/// another one, or come to nothing, is refused with the sentence that names it.
/// </summary>
internal sealed class Statements(ScenarioContext context, ScenarioSource scenario)
{
    private readonly Dictionary<string, string> _said = [];

    /// <summary>The step that is under way, as the feature writes it.</summary>
    public string Step => context.StepContext.StepInfo is { } step
        ? $"{step.StepInstance?.Keyword?.Trim() ?? step.StepDefinitionType.ToString()} {step.Text}"
        : "";

    /// <summary>The criteria have been stated.</summary>
    public bool HasCriteria { get; private set; }

    /// <summary>Takes down something that a scenario can say once.</summary>
    /// <param name="what">In words, as <c>its Spark</c>.</param>
    /// <returns>Why not, where it was said before; otherwise null.</returns>
    public string? Once(string what) => _said.TryAdd(what, Step)
        ? null
        : $"the scenario states {what} twice, in \"{_said[what]}\" and in \"{Step}\"; keep one of them";

    /// <summary>The step that said it; null where none did.</summary>
    public string? Of(string what) => _said.GetValueOrDefault(what);

    /// <summary>Why the criteria cannot end the scenario here; null where they can. Asked before any load is sent.</summary>
    public string? AfterTheCriteria()
    {
        HasCriteria = true;
        var steps = scenario.Steps;
        var text = context.StepContext.StepInfo.Text;
        return steps.Count(step => step == text) > 1 ? $"the scenario has two tables of criteria, each under \"{text}\"; put all rows "
            + "into one"
            : steps[^1] != text ? $"\"{steps[^1]}\" stands after the criteria, where it would come to nothing; put it before them"
            : null;
    }
}
