using System.Reflection;
using System.Text.RegularExpressions;

namespace SparkLoad.BundledRunner.Bindings;

internal sealed record StepDefinition(StepKind Kind, string Source, bool IsCucumberExpression, Regex Regex, MethodInfo Method, Scope? Scope);
