using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace SparkLoad.BundledRunner.Fixtures;

/// <summary>Makes a class derived from <see cref="FeatureFixture"/> hold the features that lie beside its assembly, a fixture each.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BundledFeaturesAttribute : NUnitAttribute, IFixtureBuilder
{
    /// <inheritdoc/>
    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo)
    {
        var assembly = BundledAssembly.Of(typeInfo.Assembly);
        List<TestSuite> suites = [.. assembly.Features.Features.Select(feature => FeatureSuite.Of(feature, typeInfo, assembly.Name))];
        return assembly.Features.Problems.Count > 0 ? suites.Append(FeatureSuite.OfProblems(typeInfo, assembly.Name)) : suites;
    }
}
