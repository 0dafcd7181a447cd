using NUnit.Framework;
using NUnit.Framework.Internal;
using Reqnroll;
using Reqnroll.BoDi;
using Reqnroll.Infrastructure;
using Reqnroll.Plugins;
using Reqnroll.Tracing;
using Reqnroll.UnitTestProvider;

namespace SparkLoad.FeatureTests;

/// <summary>
/// What Reqnroll has to know of NUnit: how a test ends undecided, where output and attachments go, and that a run was told to stop.
/// </summary>
internal sealed class NUnitDependencies : DefaultDependencyProvider
{
    public override void RegisterGlobalContainerDefaults(ObjectContainer container)
    {
        base.RegisterGlobalContainerDefaults(container);
        container.RegisterInstanceAs<IRuntimePlugin>(new Plugin(), nameof(FeatureTests));
    }

    private sealed class Plugin : IRuntimePlugin
    {
        private const string NUnit = "nunit";

        public void Initialize(RuntimePluginEvents events, RuntimePluginParameters parameters, UnitTestProviderConfiguration configuration)
        {
            configuration.UseUnitTestProvider(NUnit);
            events.RegisterGlobalDependencies += (_, e) => e.ObjectContainer.RegisterTypeAs<Outcomes, IUnitTestRuntimeProvider>(NUnit);
            events.CustomizeGlobalDependencies += (_, e) =>
                e.ObjectContainer.Resolve<RuntimePluginTestExecutionLifecycleEvents>().BeforeStep += (_, _) => RequireARunThatGoesOn();
            events.CustomizeTestThreadDependencies += (_, e) =>
            {
                e.ObjectContainer.RegisterTypeAs<Output, ITraceListener>();
                e.ObjectContainer.RegisterTypeAs<Attachments, IReqnrollAttachmentHandler>();
            };
        }

        /// <summary>NUnit asks between tests only, and a step may take half an hour.</summary>
        private static void RequireARunThatGoesOn()
        {
            if (TestExecutionContext.CurrentContext.ExecutionStatus != TestExecutionStatus.Running)
            {
                throw new OperationCanceledException("The run was stopped before this step.");
            }
        }
    }

    private sealed class Outcomes : IUnitTestRuntimeProvider
    {
        public void TestPending(string message) => Assert.Inconclusive(message);

        public void TestInconclusive(string message) => Assert.Inconclusive(message);

        public void TestIgnore(string message) => Assert.Ignore(message);

        public ScenarioExecutionStatus? DetectExecutionStatus(Exception exception) =>
            exception is InconclusiveException or IgnoreException ? ScenarioExecutionStatus.Skipped : null;
    }

    /// <summary>
    /// Reqnroll's trace is part of the result of the test that is at work; outside of scenarios it goes where Reqnroll sends it.
    /// </summary>
    private sealed class Output(ITraceListenerQueue queue, IObjectContainer container) : AsyncTraceListener(queue, container)
    {
        private readonly Lazy<IContextManager> _contexts = new(container.Resolve<IContextManager>);

        public override void WriteTestOutput(string message) => Write(message, base.WriteTestOutput);

        public override void WriteToolOutput(string message) => Write($"-> {message}", base.WriteToolOutput);

        private void Write(string line, Action<string> writeOutsideOfTests)
        {
            TestContext.Out.WriteLine(line);
            if (_contexts.Value.ScenarioContext is null)
            {
                writeOutsideOfTests(line);
            }
        }
    }

    private sealed class Attachments(ITraceListener output) : ReqnrollAttachmentHandler(output)
    {
        public override void AddAttachment(string filePath)
        {
            if (File.Exists(filePath))
            {
                TestContext.AddTestAttachment(filePath);
            }
            else
            {
                base.AddAttachment(filePath);
            }
        }
    }
}
