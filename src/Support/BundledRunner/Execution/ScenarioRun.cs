using Reqnroll;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Conversion;
using SparkLoad.BundledRunner.Features;
using SparkLoad.BundledRunner.Matching;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>A scenario at work, from its first hook to its last.</summary>
internal sealed class ScenarioRun : IDisposable
{
    private readonly FeatureRun _feature;
    private readonly Scenario _scenario;
    private readonly ObjectContainer _container;
    private readonly BindingInvoker _invoker;
    private readonly ArgumentConverter _converter;
    private readonly StepMatcher _matcher;
    private readonly ScenarioOutcome _outcome;

    public ScenarioRun(FeatureRun feature, Scenario scenario, ObjectContainer container)
    {
        _feature = feature;
        _scenario = scenario;
        _container = container;
        Context = new ScenarioContext(scenario.Info, scenario.Rule);
        container.Register(typeof(ScenarioInfo), scenario.Info);
        container.Register(typeof(ScenarioContext), Context);
        _invoker = new BindingInvoker(container, feature.Context.BindingCulture);
        _converter = new ArgumentConverter(feature.Run.Registry.Transformations, feature.Context.BindingCulture);
        _matcher = new StepMatcher(feature.Run.Registry, _converter);
        _outcome = new ScenarioOutcome(Context);
    }

    public ScenarioContext Context { get; }

    /// <summary>Runs the hooks before the scenario and its steps, and throws what the test is to show.</summary>
    public async Task RunAsync()
    {
        try
        {
            await RunHooksAsync(HookKind.BeforeScenario).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _outcome.HookFailed(error);
        }

        foreach (var step in _scenario.Steps)
        {
            await RunAsync(step).ConfigureAwait(false);
        }

        _outcome.Conclude();
    }

    /// <summary>Runs the hooks after the scenario, whatever has happened, and disposes what it has made.</summary>
    public async Task EndAsync()
    {
        using (this)
        {
            try
            {
                await RunHooksAsync(HookKind.AfterScenario).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                _outcome.HookFailed(error);
                throw;
            }
        }
    }

    public void Dispose() => _container.Dispose();

    private async Task RunAsync(ScenarioStep step)
    {
        var output = _feature.Run.Output;
        output.WriteLine($"{step.Keyword} {step.Text}");
        var skip = Context.ScenarioExecutionStatus != ScenarioExecutionStatus.OK;
        var hooked = false;
        try
        {
            if (!skip && _feature.Run.IsStopping())
            {
                throw new OperationCanceledException("The run was stopped before this step.");
            }

            // Matched also when it is skipped, so that all steps without a definition are told at once.
            var match = Match(step);
            if (match is null)
            {
                _outcome.Undefined(step);
                output.WriteLine("-> undefined");
                return;
            }

            if (skip)
            {
                output.WriteLine("-> skipped");
                return;
            }

            var arguments = await ArgumentsAsync(match).ConfigureAwait(false);
            hooked = true;
            await RunHooksAsync(HookKind.BeforeStep).ConfigureAwait(false);
            await _invoker.CallAsync(match.Definition.Method, arguments).ConfigureAwait(false);
            output.WriteLine("-> done");
        }
        catch (Exception error)
        {
            _outcome.StepFailed(step, error);
            output.WriteLine($"-> {error.GetType().Name}: {error.Message}");
        }

        if (hooked)
        {
            try
            {
                await RunHooksAsync(HookKind.AfterStep).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                _outcome.HookFailed(error);
            }
        }
    }

    private StepMatch? Match(ScenarioStep step) =>
        _feature.Run.Registry.Errors is { Count: > 0 } errors
            ? throw new BindingException(string.Join(Environment.NewLine, errors))
            : _matcher.Match(step, _feature.Feature.Info, _scenario.Info);

    private async Task<object?[]> ArgumentsAsync(StepMatch match)
    {
        var parameters = match.Definition.Method.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = await _converter.ConvertAsync(
                match.Arguments[i],
                parameters[i].ParameterType,
                (transformation, inner) => _invoker.CallAsync(transformation.Method, inner)).ConfigureAwait(false);
        }

        return arguments;
    }

    private async Task RunHooksAsync(HookKind kind)
    {
        foreach (var hook in _feature.Run.Registry.Hooks(kind, _feature.Feature.Info, _scenario.Info))
        {
            await _invoker.CallHookAsync(hook.Method).ConfigureAwait(false);
        }
    }
}
