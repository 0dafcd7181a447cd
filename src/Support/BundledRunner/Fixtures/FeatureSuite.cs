using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using SparkLoad.BundledRunner.Features;
using SparkLoad.BundledRunner.Matching;

namespace SparkLoad.BundledRunner.Fixtures;

/// <summary>A feature as NUnit shows it, its scenarios in the order of the file.</summary>
internal sealed class FeatureSuite : TestFixture
{
    private FeatureSuite(ITypeInfo type, object? feature, string name, string fullName)
        : base(type, [feature])
    {
        MaintainTestOrder = true;
        Name = name;
        FullName = fullName;
        ApplyAttributesToTest(type.Type);
    }

    /// <summary>The test adapter knows suites by the name of NUnit's own classes.</summary>
    public override string TestType => nameof(TestFixture);

    public static FeatureSuite Of(Feature feature, ITypeInfo type, string assembly)
    {
        var folders = feature.Uri.Split('/')[..^1].Select(Identifier.Of);
        var fullName = $"{assembly}.{string.Join('.', folders)}.{Identifier.Of(feature.Info.Title)}Feature";
        var suite = new FeatureSuite(type, feature, feature.Info.Title, fullName);
        var identifiers = new TestIdentifiers();
        AddCategories(suite, feature.Info.Tags);
        foreach (var scenario in feature.Scenarios)
        {
            var test = suite.Add(nameof(FeatureFixture.RunAsync), scenario.Name, [scenario]);
            test.FullName = $"{fullName}.{identifiers.Of(scenario)}";
            AddCategories(test, scenario.Info.Tags.Concat(scenario.Rule?.Tags ?? []));
            if (scenario.IsIgnored)
            {
                test.RunState = RunState.Ignored;
                test.Properties.Set(PropertyNames.SkipReason, "Tagged @ignore.");
            }
        }

        return suite;
    }

    /// <summary>A single test that fails with what is wrong with the feature files.</summary>
    public static FeatureSuite OfProblems(ITypeInfo type, string assembly)
    {
        var suite = new FeatureSuite(type, null, "Feature files", $"{assembly}.FeatureFiles");
        suite.Add(nameof(FeatureFixture.ReadFeatures), "Feature files can be read", []);
        return suite;
    }

    private TestMethod Add(string method, string name, object[] arguments)
    {
        var found = new MethodWrapper(TypeInfo!.Type, method);
        var test = new NUnitTestCaseBuilder().BuildTestMethod(found, this, new TestCaseParameters(arguments));
        test.Name = name;
        test.FullName = $"{FullName}.{Identifier.Of(name)}";
        Add(test);
        return test;
    }

    private static void AddCategories(Test test, IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            test.Properties.Add(PropertyNames.Category, tag);
        }
    }
}
