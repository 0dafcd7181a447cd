using Io.Cucumber.Messages.Types;
using SparkLoad.BundledRunner.Bindings;

namespace SparkLoad.BundledRunner.Features;

/// <summary>Decides for each step whether it is a Given, a When or a Then.</summary>
internal static class StepKinds
{
    /// <summary><c>And</c>, <c>But</c> and <c>*</c> continue the kind before them, also that of a background; at the very start they are a Given.</summary>
    public static IReadOnlyList<ScenarioStep> Of(Pickle pickle, ScenarioPlace place)
    {
        var kind = StepKind.Given;
        var steps = new List<ScenarioStep>();
        foreach (var step in pickle.Steps)
        {
            var written = place.Step(step.AstNodeIds[0]);
            kind = written.KeywordType switch
            {
                StepKeywordType.CONTEXT => StepKind.Given,
                StepKeywordType.ACTION => StepKind.When,
                StepKeywordType.OUTCOME => StepKind.Then,
                _ => kind,
            };
            steps.Add(new ScenarioStep(written.Keyword.Trim(), kind, step));
        }

        return steps;
    }
}
