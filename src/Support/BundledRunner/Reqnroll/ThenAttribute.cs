#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using SparkLoad.BundledRunner.Bindings;

namespace Reqnroll;

/// <inheritdoc/>
public class ThenAttribute(string expression) : StepDefinitionBaseAttribute(expression, StepKind.Then);
