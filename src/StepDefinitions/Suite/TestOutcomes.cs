using System.Globalization;
using System.Reflection;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Reqnroll;
using SparkLoad.Results;
using SparkLoad.Specs.Scenarios;
using RunState = NUnit.Framework.Interfaces.RunState;

namespace SparkLoad.Specs.Suite;

/// <summary>
/// What NUnit says of each test, so that the results say the same: also of a scenario that was left out, that a hook failed, or that
/// stands in a file that cannot be read.
/// </summary>
internal sealed class TestOutcomes
{
    private readonly Dictionary<string, string> _scenarios = [];

    /// <summary>Lets tests that are left out fail instead, before any of them is run.</summary>
    public static void FailWhatIsIgnored(string reason)
    {
        foreach (var test in AllOf(TestExecutionContext.CurrentContext.CurrentTest).OfType<Test>()
            .Where(test => test.RunState == RunState.Ignored))
        {
            test.RunState = RunState.NotRunnable;
            test.Properties.Set(PropertyNames.SkipReason, reason);
        }
    }

    /// <summary>All features, whichever of them a filter selects.</summary>
    public static IReadOnlyList<FeatureSource> Features() =>
    [
        .. AllOf(Root(TestExecutionContext.CurrentContext.CurrentTest)).OfType<TestFixture>()
            .Select(fixture => FeatureOf(fixture.TypeInfo!.Type, fixture.Arguments)).OfType<FeatureInfo>().Select(FeatureSource.Of),
    ];

    /// <summary>The test that is under way is the scenario with this result.</summary>
    public void Is(string scenarioId)
    {
        lock (_scenarios)
        {
            _scenarios[TestExecutionContext.CurrentContext.CurrentTest.Id] = scenarioId;
        }
    }

    /// <summary>Results that are missing or say something else than the test did. Asked when all tests are over.</summary>
    /// <param name="known">The results so far.</param>
    public IReadOnlyList<ScenarioResult> Corrected(IReadOnlyList<ScenarioResult> known)
    {
        var results = known.ToDictionary(result => result.Id);
        return [.. LeavesOf(TestExecutionContext.CurrentContext.CurrentResult)
            .Select(leaf => _scenarios.TryGetValue(leaf.Test.Id, out var id) && results.TryGetValue(id, out var result)
                ? Corrected(result, leaf)
                : Missing(leaf))
            .OfType<ScenarioResult>()];
    }

    private static ScenarioResult? Corrected(ScenarioResult result, ITestResult leaf) =>
        result.Verdict == ScenarioVerdict.Passed && leaf.ResultState.Status != TestStatus.Passed
            ? result with { Verdict = VerdictOf(leaf), Reason = $"its criteria are met, but the test is not passed: {ReasonOf(leaf)}" }
            : null;

    private static ScenarioResult Missing(ITestResult leaf)
    {
        var result = SourceOf(leaf.Test) is var (feature, scenario)
            ? ScenarioIdentity.Of(feature, scenario)
            : ScenarioIdentity.OfFile(leaf.Test.Parent?.Name ?? leaf.Test.FullName, leaf.Test.Name);
        return result with { Verdict = VerdictOf(leaf), Reason = ReasonOf(leaf), StartedAt = leaf.StartTime, EndedAt = leaf.EndTime };
    }

    private static ScenarioVerdict VerdictOf(ITestResult leaf) =>
        leaf.ResultState.Status == TestStatus.Skipped ? ScenarioVerdict.NotRun : ScenarioVerdict.Failed;

    private static string ReasonOf(ITestResult leaf) =>
        leaf.Message?.Trim() is { Length: > 0 } message ? message : leaf.ResultState.ToString();

    /// <summary>
    /// The scenario of a test that never ran, found as both runners keep it: the feature in a static field of the fixture or an argument of
    /// it, the scenario by its place among those of the file, or by its name.
    /// </summary>
    private static (FeatureSource, ScenarioSource)? SourceOf(ITest test)
    {
        var fixture = test.Parent;
        while (fixture is not (null or TestFixture))
        {
            fixture = fixture.Parent;
        }

        if (fixture is not TestFixture { TypeInfo.Type: var type } found || FeatureOf(type, found.Arguments) is not { } feature)
        {
            return null;
        }

        var source = FeatureSource.Of(feature);
        var scenario = PlaceOf(test.Arguments) is { } place
            ? source.Scenarios.ElementAtOrDefault(place)
            : source.Scenarios.FirstOrDefault(scenario => scenario.Name == test.Properties.Get(PropertyNames.Description) as string);
        return scenario is null ? null : (source, scenario);
    }

    private static FeatureInfo? FeatureOf(Type fixture, object?[] arguments) => fixture
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        .Where(field => field.FieldType == typeof(FeatureInfo))
        .Select(field => field.GetValue(null))
        .Concat(arguments.OfType<object>().SelectMany(argument => argument.GetType().GetProperties()
            .Where(property => property.PropertyType == typeof(FeatureInfo))
            .Select(property => property.GetValue(argument))))
        .OfType<FeatureInfo>().FirstOrDefault();

    private static int? PlaceOf(object?[] arguments) => arguments switch
    {
        [.., string index, null or string[]] when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var place) =>
            place,
        [{ } scenario] => scenario.GetType().GetProperty("PickleIndex")?.GetValue(scenario) as int?,
        _ => null,
    };

    private static ITest Root(ITest test) => test.Parent is { } parent ? Root(parent) : test;

    private static IEnumerable<ITest> AllOf(ITest test) => test.Tests.SelectMany(AllOf).Prepend(test);

    private static IEnumerable<ITestResult> LeavesOf(ITestResult result) =>
        result.Test.IsSuite ? result.Children.SelectMany(LeavesOf) : [result];
}
