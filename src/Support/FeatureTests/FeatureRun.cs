using NUnit.Framework;
using Reqnroll;
using Reqnroll.Infrastructure;

namespace SparkLoad.FeatureTests;

/// <summary>The run of all features; the test assembly derives its set-up fixture from it.</summary>
public abstract class FeatureRun
{
    /// <summary>Starts Reqnroll and runs the hooks before the run.</summary>
    [OneTimeSetUp]
    public Task StartAsync() =>
        TestRunnerManager.OnTestRunStartAsync(GetType().Assembly, containerBuilder: new ContainerBuilder(new NUnitDependencies()));

    /// <summary>Runs the hooks after the run and closes Reqnroll's reports.</summary>
    [OneTimeTearDown]
    public Task EndAsync() => TestRunnerManager.OnTestRunEndAsync(GetType().Assembly);
}
