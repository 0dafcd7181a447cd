#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using SparkLoad.BundledRunner.Bindings;

namespace Reqnroll;

/// <inheritdoc/>
public class GivenAttribute(string expression) : StepDefinitionBaseAttribute(expression, StepKind.Given);
