using SparkLoad.BundledRunner.Bindings;

namespace SparkLoad.BundledRunner.Matching;

/// <param name="Definition">The step definition that fits.</param>
/// <param name="Arguments">What the expression captures, then the doc string or the table.</param>
/// <param name="ScopeParts">How many parts of its scope fit; more is closer.</param>
internal sealed record StepMatch(StepDefinition Definition, IReadOnlyList<object> Arguments, int ScopeParts);
