using System.Runtime.ExceptionServices;
using Reqnroll;
using SparkLoad.BundledRunner.Conversion;
using SparkLoad.BundledRunner.Features;
using SparkLoad.BundledRunner.Matching;
using SparkLoad.BundledRunner.Messages;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>A scenario at work, from its first hook to its last.</summary>
internal sealed class ScenarioRun : IDisposable
{
    private readonly TestRun _run;
    private readonly ObjectContainer _container;
    private readonly BindingInvoker _invoker;
    private readonly ArgumentConverter _converter;
    private readonly ScenarioOutcome _outcome;
    private readonly ScenarioPlan _plan;
    private readonly ScenarioMessages _messages;

    public ScenarioRun(FeatureRun feature, Scenario scenario, ObjectContainer container)
    {
        _run = feature.Run;
        _container = container;
        Context = new ScenarioContext(scenario.Info, scenario.Rule);
        container.Register(typeof(ScenarioInfo), scenario.Info);
        container.Register(typeof(ScenarioContext), Context);
        _invoker = new BindingInvoker(container, feature.Context.BindingCulture);
        _converter = new ArgumentConverter(_run.Registry.Transformations, feature.Context.BindingCulture);
        _outcome = new ScenarioOutcome(Context);
        _plan = ScenarioPlan.Of(feature.Feature, scenario, _run.Registry, new StepMatcher(_run.Registry, _converter));
        _messages = _run.Messages.Begin(_plan);
    }

    public ScenarioContext Context { get; }

    /// <summary>Runs the hooks before the scenario and its steps, and throws what the test is to show.</summary>
    public async Task RunAsync()
    {
        _messages.Started();
        await RunHooksAsync(_plan.Before).ConfigureAwait(false);
        foreach (var step in _plan.Steps)
        {
            _run.Output.WriteLine($"{step.Step.Keyword} {step.Step.Text}");
            _run.Output.WriteLine($"-> {await RunAsync(step).ConfigureAwait(false)}");
        }

        _outcome.Conclude();
    }

    /// <summary>Runs the hooks after the scenario, whatever has happened, and disposes what it has made.</summary>
    /// <exception cref="Exception">What the first hook that failed has thrown.</exception>
    public async Task EndAsync()
    {
        using (this)
        {
            var failure = await RunHooksAsync(_plan.After).ConfigureAwait(false);
            _messages.Finished();
            failure?.Throw();
        }
    }

    public void Dispose() => _container.Dispose();

    /// <returns>How it went, in a word or with the error.</returns>
    private async Task<string> RunAsync(PlannedStep step)
    {
        // Undefined steps are told also where they would be skipped, so that all of them are told at once.
        if (step.IsUndefined)
        {
            _messages.Undefined(step);
            _outcome.Undefined(step.Step);
            return "undefined";
        }

        if (step.Problem is null && Context.ScenarioExecutionStatus != ScenarioExecutionStatus.OK)
        {
            return "skipped";
        }

        var (call, isReady) = await PrepareAsync(step).ConfigureAwait(false);
        var failure = isReady ? await RunHooksAsync(step.Before).ConfigureAwait(false) : null;
        var result = failure is null ? await CallAsync(step, call).ConfigureAwait(false) : "skipped: a hook before the step has failed";
        if (isReady)
        {
            await RunHooksAsync(step.After).ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>Converts the arguments. What goes wrong here is thrown by the call, for it is the step's own failure.</summary>
    private async Task<(Func<Task> Call, bool IsReady)> PrepareAsync(PlannedStep step)
    {
        try
        {
            if (_run.IsStopping())
            {
                throw new OperationCanceledException("The run was stopped before this step.");
            }

            if (step.Match is not { } match)
            {
                throw step.Problem!;
            }

            var arguments = await ArgumentsAsync(match).ConfigureAwait(false);
            return (() => _invoker.CallAsync(match.Definition.Method, arguments), true);
        }
        catch (Exception error)
        {
            return (() => Task.FromException(error), false);
        }
    }

    private async Task<string> CallAsync(PlannedStep step, Func<Task> call)
    {
        try
        {
            await _messages.RunAsync(step.Id, call).ConfigureAwait(false);
            return "done";
        }
        catch (Exception error)
        {
            _outcome.StepFailed(step.Step, error);
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

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

    /// <returns>What the first hook that failed has thrown; those after it have not run.</returns>
    private async Task<ExceptionDispatchInfo?> RunHooksAsync(IEnumerable<PlannedHook> hooks)
    {
        foreach (var hook in hooks)
        {
            try
            {
                await _messages.RunAsync(hook.Id, () => _invoker.CallHookAsync(hook.Hook.Method)).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                _outcome.HookFailed(error);
                return ExceptionDispatchInfo.Capture(error);
            }
        }

        return null;
    }
}
