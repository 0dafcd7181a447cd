using Reqnroll;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Features;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>A feature at work, from its first hook to its last.</summary>
internal sealed class FeatureRun : IDisposable
{
    private readonly ObjectContainer _container;

    public FeatureRun(TestRun run, Feature feature, ObjectContainer ofThread)
    {
        Run = run;
        Feature = feature;
        Context = new FeatureContext(feature.Info, run.Settings.BindingCulture ?? feature.Info.Language);
        _container = new ObjectContainer(ofThread);
        _container.Register(typeof(FeatureInfo), feature.Info);
        _container.Register(typeof(FeatureContext), Context);
    }

    public TestRun Run { get; }

    public Feature Feature { get; }

    public FeatureContext Context { get; }

    public bool StartFailed { get; private set; }

    public async Task StartAsync()
    {
        try
        {
            await Run.RunHooksAsync(HookKind.BeforeFeature, _container, Feature.Info, Context.BindingCulture).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Context.TestError ??= error;
            StartFailed = true;
            throw;
        }
    }

    public async Task EndAsync()
    {
        using (this)
        {
            await Run.RunHooksAsync(HookKind.AfterFeature, _container, Feature.Info, Context.BindingCulture).ConfigureAwait(false);
        }
    }

    /// <param name="scenario">One of this feature.</param>
    /// <param name="given">What bindings can ask for besides.</param>
    public ScenarioRun Begin(Scenario scenario, params object[] given)
    {
        var container = new ObjectContainer(_container);
        given.ToList().ForEach(instance => container.Register(instance.GetType(), instance));
        return new ScenarioRun(this, scenario, container);
    }

    public void Dispose() => _container.Dispose();
}
