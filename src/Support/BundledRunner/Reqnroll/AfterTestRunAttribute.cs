#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using SparkLoad.BundledRunner.Bindings;

namespace Reqnroll;

/// <inheritdoc/>
public class AfterTestRunAttribute() : HookAttribute(HookKind.AfterTestRun, null);
