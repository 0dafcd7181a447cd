using NUnit.Framework;

namespace SparkLoad.BundledRunner.Fixtures;

/// <summary>Runs the hooks around the whole run; the test assembly derives its set-up fixture from it.</summary>
public abstract class BundledTestRun
{
    /// <summary>Runs the hooks before the run.</summary>
    [OneTimeSetUp]
    public Task StartAsync() => BundledAssembly.Of(GetType().Assembly).Run.StartAsync();

    /// <summary>Runs the hooks after the run.</summary>
    [OneTimeTearDown]
    public Task EndAsync() => BundledAssembly.Of(GetType().Assembly).Run.EndAsync();
}
