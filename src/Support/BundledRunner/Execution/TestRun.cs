using System.Globalization;
using Reqnroll;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Features;
using SparkLoad.BundledRunner.Messages;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>One run of the features: what is shared by all of them, and the feature that is at work.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly ObjectContainer _ofRun = new();
    private readonly ObjectContainer _ofThread;
    private RunMessages? _messages;
    private FeatureRun? _current;

    public TestRun(BindingRegistry registry, RunnerSettings settings, ITestOutput output)
    {
        Registry = registry;
        Settings = settings;
        Output = output;
        _ofThread = new ObjectContainer(_ofRun);
        _ofThread.Register(typeof(IReqnrollOutputHelper), new OutputOfBindings(output, () => _messages));
    }

    public BindingRegistry Registry { get; }

    public RunnerSettings Settings { get; }

    public ITestOutput Output { get; }

    /// <summary>Whether the run was told to stop; asked before each step.</summary>
    public Func<bool> IsStopping { get; init; } = () => false;

    /// <summary>Where the Cucumber Messages of the run go; opened as the run starts.</summary>
    public Func<Stream> OpenMessages { get; init; } = () => Stream.Null;

    public RunMessages Messages => _messages ?? throw new InvalidOperationException("The run has not started.");

    public Task StartAsync()
    {
        _messages = new RunMessages(Registry, OpenMessages());
        _messages.RunStarted();
        return RunHooksAsync(HookKind.BeforeTestRun, _ofRun, null, null);
    }

    /// <summary>The last hooks of the run; all that it made is disposed also if they fail.</summary>
    public async Task EndAsync()
    {
        using (this)
        {
            try
            {
                await EndFeatureAsync(_current?.Feature).ConfigureAwait(false);
            }
            finally
            {
                try
                {
                    await RunHooksAsync(HookKind.AfterTestRun, _ofRun, null, null).ConfigureAwait(false);
                }
                finally
                {
                    _messages?.RunFinished();
                }
            }
        }
    }

    /// <summary>The run of that feature; its first hooks run before its first scenario.</summary>
    /// <exception cref="ReqnrollException">The first hooks of the feature have failed before an earlier scenario.</exception>
    public async Task<FeatureRun> EnterAsync(Feature feature)
    {
        if (_current?.Feature != feature)
        {
            await EndFeatureAsync(_current?.Feature).ConfigureAwait(false);
            Messages.FeatureEntered(feature);
            _current = new FeatureRun(this, feature, _ofThread);
            await _current.StartAsync().ConfigureAwait(false);
        }

        return _current.StartFailed
            ? throw new ReqnrollException($"Not run: a hook before the feature '{feature.Info.Title}' has failed.")
            : _current;
    }

    /// <summary>The last hooks of that feature, if it is at work.</summary>
    public async Task EndFeatureAsync(Feature? feature)
    {
        if (_current is { } current && current.Feature == feature)
        {
            _current = null;
            await current.EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Hooks that run outside of scenarios. The first that fails is the last that runs.</summary>
    public async Task RunHooksAsync(HookKind kind, ObjectContainer container, FeatureInfo? feature, CultureInfo? culture)
    {
        foreach (var hook in Registry.Hooks(kind, feature, null))
        {
            await Messages.RunHookAsync(hook, () => new BindingInvoker(container, culture).CallHookAsync(hook.Method)).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _ofThread.Dispose();
        _ofRun.Dispose();
        _messages?.Dispose();
    }
}
