using Reqnroll.Analytics;
using Reqnroll.Events;
using Reqnroll.Plugins;
using Reqnroll.UnitTestProvider;
using SparkLoad.Specs.Checks;
using SparkLoad.Specs.Suite;

[assembly: RuntimePlugin(typeof(SuitePlugin))]

namespace SparkLoad.Specs.Suite;

/// <summary>
/// What the suite changes of Reqnroll: a test run has one <see cref="SuiteRun"/> for all its hooks and scenarios; and nothing is sent to
/// Reqnroll's makers, nor written into the home folder for that.
/// </summary>
public sealed class SuitePlugin : IRuntimePlugin
{
    /// <inheritdoc/>
    public void Initialize(
        RuntimePluginEvents runtimePluginEvents,
        RuntimePluginParameters runtimePluginParameters,
        UnitTestProviderConfiguration unitTestProviderConfiguration)
    {
        runtimePluginEvents.CustomizeGlobalDependencies += (_, e) =>
        {
            e.ObjectContainer.RegisterTypeAs<NoTelemetry, IEnvironmentReqnrollTelemetryChecker>();
            e.ObjectContainer.RegisterTypeAs<SuiteRun, SuiteRun>();
        };
        runtimePluginEvents.CustomizeTestThreadDependencies += (_, e) =>
        {
            if (e.ObjectContainer.Resolve<SuiteRun>().Check is { } check)
            {
                new CheckedSteps(check).Follow(e.ObjectContainer.Resolve<ITestThreadExecutionEventPublisher>());
            }
        };
    }

    private sealed class NoTelemetry : IEnvironmentReqnrollTelemetryChecker
    {
        public bool IsReqnrollTelemetryEnabled() => false;
    }
}
