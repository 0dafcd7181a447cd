using Reqnroll;
using SparkLoad.BundledRunner.Bindings;

namespace SparkLoad.BundledRunner.Matching;

/// <summary>Several step definitions fit one step.</summary>
internal sealed class AmbiguousStepException(string message, IReadOnlyList<StepDefinition> definitions) : BindingException(message)
{
    public IReadOnlyList<StepDefinition> Definitions => definitions;
}
