using NUnit.Framework;
using Reqnroll;

namespace SparkLoad.FeatureTests;

/// <summary>The tests of one feature; the test assembly derives the class that <see cref="FeatureFilesAttribute"/> fills.</summary>
/// <remarks>Calls Reqnroll in the order in which the classes do that Reqnroll.NUnit generates.</remarks>
public abstract class FeatureFixture
{
    private readonly FeatureFile? _feature;
    private ITestRunner? _runner;

    /// <param name="feature">The feature, handed over by <see cref="FeatureFilesAttribute"/>; null where it could not be read.</param>
    protected FeatureFixture(object? feature) => _feature = (FeatureFile?)feature;

    /// <summary>Ends the feature before this one and runs the hooks before the feature, if it is its first scenario.</summary>
    /// <exception cref="ReqnrollException">A hook before the feature has failed.</exception>
    [SetUp]
    public async Task EnterFeatureAsync()
    {
        var feature = _feature!.Info;
        _runner = TestRunnerManager.GetTestRunnerForAssembly(GetType().Assembly, featureHint: feature);
        try
        {
            if (_runner.FeatureContext is { } other && other.FeatureInfo != feature)
            {
                await _runner.OnFeatureEndAsync();
            }
        }
        finally
        {
            await StartAsync(feature, _runner);
        }
    }

    /// <summary>Runs one scenario.</summary>
    /// <param name="scenario">A scenario of the feature, handed over by <see cref="FeatureFilesAttribute"/>.</param>
    public async Task RunAsync(object? scenario)
    {
        var (stated, runner) = ((FeatureScenario)scenario!, _runner!);
        runner.OnScenarioInitialize(stated.NewInfo(), stated.Rule);
        runner.ScenarioContext.ScenarioContainer.RegisterInstanceAs(TestContext.CurrentContext);
        await runner.OnScenarioStartAsync();
        foreach (var step in stated.Steps)
        {
            await step.RunAsync(runner);
        }

        await runner.CollectScenarioErrorsAsync();
    }

    /// <summary>Runs the hooks after the scenario; what fails in them fails the test.</summary>
    [TearDown]
    public async Task LeaveScenarioAsync()
    {
        try
        {
            await _runner!.OnScenarioEndAsync();
        }
        finally
        {
            TestRunnerManager.ReleaseTestRunner(_runner!);
        }
    }

    /// <summary>Runs the hooks after the feature, if a scenario of it was run.</summary>
    [OneTimeTearDown]
    public Task LeaveFeatureAsync() =>
        _feature is null ? Task.CompletedTask : TestRunnerManager.ReleaseFeatureAsync(_feature.Info, GetType().Assembly);

    private static Task StartAsync(FeatureInfo feature, ITestRunner runner) => runner.FeatureContext switch
    {
        { BeforeFeatureHookFailed: true } => throw new ReqnrollException("Scenario skipped because of previous before feature hook error"),
        null => runner.OnFeatureStartAsync(feature),
        _ => Task.CompletedTask,
    };
}
