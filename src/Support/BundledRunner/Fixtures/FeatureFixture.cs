using NUnit.Framework;
using Reqnroll;
using SparkLoad.BundledRunner.Execution;
using SparkLoad.BundledRunner.Features;

namespace SparkLoad.BundledRunner.Fixtures;

/// <summary>The tests of one feature; the test assembly derives the class that <see cref="BundledFeaturesAttribute"/> fills.</summary>
public abstract class FeatureFixture
{
    private readonly Feature? _feature;
    private ScenarioRun? _run;

    /// <param name="feature">The feature, handed over by <see cref="BundledFeaturesAttribute"/>; null where none could be read.</param>
    protected FeatureFixture(object? feature) => _feature = (Feature?)feature;

    private BundledAssembly Assembly => BundledAssembly.Of(GetType().Assembly);

    /// <summary>Runs the hooks before the feature, before its first scenario.</summary>
    [SetUp]
    public async Task EnterFeatureAsync()
    {
        if (Assembly.Features.Problems is { Count: > 0 } problems)
        {
            throw new ReqnrollException($"Nothing was run:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
        }

        await Assembly.Run.EnterAsync(_feature!).ConfigureAwait(false);
    }

    /// <summary>Runs one scenario.</summary>
    /// <param name="scenario">A scenario of the feature, handed over by <see cref="BundledFeaturesAttribute"/>.</param>
    public async Task RunAsync(object scenario)
    {
        var feature = await Assembly.Run.EnterAsync(_feature!).ConfigureAwait(false);
        _run = feature.Begin((Scenario)scenario, TestContext.CurrentContext);
        await _run.RunAsync().ConfigureAwait(false);
    }

    /// <summary>Stands where no feature could be read; entering it has failed already.</summary>
    public void ReadFeatures() => Assert.Fail(string.Join(Environment.NewLine, Assembly.Features.Problems));

    /// <summary>Runs the hooks after the scenario; what fails in them fails the test.</summary>
    [TearDown]
    public async Task LeaveScenarioAsync()
    {
        if (_run is { } run)
        {
            _run = null;
            await run.EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs the hooks after the feature.</summary>
    [OneTimeTearDown]
    public Task LeaveFeatureAsync() => Assembly.Run.EndFeatureAsync(_feature);
}
