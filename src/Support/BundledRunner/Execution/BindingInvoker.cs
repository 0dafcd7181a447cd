using System.Globalization;
using System.Reflection;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>Calls the bindings of one scenario, or of what lies outside of scenarios, one after another.</summary>
/// <remarks>
/// What a binding sets in an <see cref="AsyncLocal{T}"/> before its first wait reaches the bindings after it, as in a test method
/// that calls them in turn.
/// </remarks>
internal sealed class BindingInvoker(ObjectContainer container, CultureInfo? culture)
{
    private ExecutionContext? _flow;

    /// <summary>Calls a hook, with its parameters made by the container.</summary>
    public Task<object?> CallHookAsync(MethodInfo method) =>
        CallAsync(method, () => [.. method.GetParameters().Select(parameter => container.Resolve(parameter.ParameterType))]);

    /// <returns>What the method returns, or what its task brings.</returns>
    public Task<object?> CallAsync(MethodInfo method, object?[] arguments) => CallAsync(method, () => arguments);

    private async Task<object?> CallAsync(MethodInfo method, Func<object?[]> arguments)
    {
        var returned = Start(method, arguments);
        switch (returned)
        {
            case Task task:
                await task.ConfigureAwait(false);
                return ResultOf(task);
            case ValueTask task:
                await task.ConfigureAwait(false);
                return null;
            case { } value when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>):
                var asTask = (Task)type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(value, null)!;
                await asTask.ConfigureAwait(false);
                return ResultOf(asTask);
            default:
                return returned;
        }
    }

    /// <summary>Must not be async: that would undo what the binding sets in the execution context.</summary>
    private object? Start(MethodInfo method, Func<object?[]> arguments)
    {
        object? returned = null;
        ExecutionContext.Run(
            _flow ?? ExecutionContext.Capture() ?? throw new InvalidOperationException("The flow of the execution context is suppressed."),
            _ =>
            {
                CultureInfo.CurrentCulture = culture ?? CultureInfo.CurrentCulture;
                try
                {
                    var instance = method.IsStatic ? null : container.Resolve(method.ReflectedType!);
                    returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments(), culture: null);
                }
                finally
                {
                    _flow = ExecutionContext.Capture();
                }
            },
            null);
        return returned;
    }

    private static object? ResultOf(Task task) =>
        task.GetType() is { IsGenericType: true } type ? type.GetProperty(nameof(Task<>.Result))?.GetValue(task) : null;
}
