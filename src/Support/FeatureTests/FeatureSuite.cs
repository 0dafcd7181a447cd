using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using Reqnroll;
using Reqnroll.Tracing;

namespace SparkLoad.FeatureTests;

/// <summary>Makes a class derived from <see cref="FeatureFixture"/> hold the feature files of its assembly, a fixture each.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FeatureFilesAttribute : NUnitAttribute, IFixtureBuilder
{
    /// <inheritdoc/>
    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo)
    {
        var folder = FeatureFolder.Of(typeInfo.Assembly);
        var names = new UniqueNames();
        return folder.Files.Select(file => FeatureSuite.Of(file, typeInfo, names))
            .Concat(folder.Problems.Select(problem => FeatureSuite.Of(problem, typeInfo, names)));
    }
}

/// <summary>
/// A feature as NUnit shows it, its scenarios in the order of the file, named as the classes and methods that Reqnroll generates.
/// </summary>
internal sealed class FeatureSuite : TestFixture
{
    private FeatureSuite(ITypeInfo type, object? feature, string uri, string title, UniqueNames names)
        : base(type, [feature])
    {
        MaintainTestOrder = true;
        var folders = uri.Split('/')[..^1].Select(folder => folder.ToIdentifier());
        Name = title;
        FullName = names.Of(string.Join('.', [type.Assembly.GetName().Name!, .. folders, $"{title.ToIdentifier()}Feature"]));
        ApplyAttributesToTest(type.Type);
    }

    /// <summary>The test adapter knows suites by the names of NUnit's own classes.</summary>
    public override string TestType => nameof(TestFixture);

    public static FeatureSuite Of(FeatureFile file, ITypeInfo type, UniqueNames names)
    {
        var suite = new FeatureSuite(type, file, file.Uri, file.Info.Title, names);
        var methods = new UniqueNames();
        AddCategories(suite, file.Info.Tags);
        foreach (var scenario in file.Scenarios)
        {
            // A dot would end the name of a class for those who read full names.
            var values = scenario.Values.Count == 0
                ? ""
                : $"({string.Join(",", scenario.Values.Select(value => $"\"{value.Cell.Replace('.', '_')}\""))})";
            var test = suite.Add(scenario.Name, methods.Of(scenario.Title.ToIdentifier() + values), scenario);
            test.Properties.Set(PropertyNames.Description, scenario.Title);
            AddCategories(test, scenario.Tags.Concat(scenario.Rule?.Tags ?? []));
            if (scenario.IsIgnored)
            {
                test.RunState = RunState.Ignored;
                test.Properties.Set(
                    PropertyNames.SkipReason, TagHelper.ContainsIgnoreTag(file.Info.Tags) ? "Ignored feature" : "Ignored scenario");
            }
        }

        return suite;
    }

    /// <summary>A single test that fails with what is wrong.</summary>
    public static FeatureSuite Of(FeatureProblem problem, ITypeInfo type, UniqueNames names)
    {
        var suite = new FeatureSuite(type, null, problem.Uri, problem.Uri, names);
        var test = suite.Add($"{problem.Uri} can be read", "CanBeRead", null);
        AddCategories(test, problem.Tags);
        test.MakeInvalid(problem.Message);
        return suite;
    }

    private TestMethod Add(string name, string method, object? argument)
    {
        var found = new MethodWrapper(TypeInfo!.Type, nameof(FeatureFixture.RunAsync));
        var test = new NUnitTestCaseBuilder().BuildTestMethod(found, this, new TestCaseParameters([argument]));
        test.Name = name;
        test.FullName = $"{FullName}.{method}";
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
