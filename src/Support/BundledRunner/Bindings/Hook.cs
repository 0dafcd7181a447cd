using System.Reflection;

namespace SparkLoad.BundledRunner.Bindings;

internal sealed record Hook(HookKind Kind, MethodInfo Method, Scope? Scope, int Order);
