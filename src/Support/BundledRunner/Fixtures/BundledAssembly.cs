using System.Collections.Concurrent;
using System.Reflection;
using NUnit.Framework.Internal;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Execution;
using SparkLoad.BundledRunner.Features;

namespace SparkLoad.BundledRunner.Fixtures;

/// <summary>A test assembly that runs features: what lies beside it, and its one run.</summary>
internal sealed class BundledAssembly
{
    private static readonly ConcurrentDictionary<Assembly, BundledAssembly> s_known = [];

    private BundledAssembly(Assembly assembly)
    {
        var folder = Path.GetDirectoryName(assembly.Location)!;
        var settings = RunnerSettings.Read(Path.Combine(folder, "reqnroll.json"));
        var folderPath = assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key == "BddFeatures")?.Value ?? "features";
        Name = assembly.GetName().Name ?? "Features";
        Features = FeatureFolder.Read(Path.Combine(folder, "features"), folderPath, new FeatureReader(settings.FeatureLanguage));
        Run = new TestRun(new BindingRegistry(assembly.GetTypes()), settings, new NUnitOutput())
        {
            OpenMessages = settings.OpenMessages,
            IsStopping = () => TestExecutionContext.CurrentContext.ExecutionStatus != TestExecutionStatus.Running,
        };
    }

    public string Name { get; }

    public FeatureFolder Features { get; }

    public TestRun Run { get; }

    public static BundledAssembly Of(Assembly assembly) => s_known.GetOrAdd(assembly, found => new BundledAssembly(found));
}
