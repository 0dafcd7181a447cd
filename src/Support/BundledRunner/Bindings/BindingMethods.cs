using System.Reflection;
using System.Runtime.CompilerServices;
using Reqnroll;

namespace SparkLoad.BundledRunner.Bindings;

/// <summary>What is asked of the methods that features are bound to.</summary>
internal static class BindingMethods
{
    /// <summary>Type, name and parameter types, as messages show a method.</summary>
    public static string Describe(MethodInfo method) =>
        $"{method.DeclaringType?.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";

    /// <summary>The type that a method returns, or that its task brings.</summary>
    public static Type ResultOf(MethodInfo method)
    {
        var type = method.ReturnType;
        return type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
    }

    /// <exception cref="BindingException">The method cannot be called, or not be waited for.</exception>
    public static void Check(MethodInfo method, bool mustBeStatic)
    {
        var problem = method switch
        {
            { ReturnType: var returned } when returned == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)) =>
                "is async void: return a Task, so that it can be waited for",
            { IsStatic: false } when mustBeStatic => "runs outside of scenarios: make it static",
            { IsStatic: false, ReflectedType.IsAbstract: true } => "belongs to an abstract class: make it static or the class concrete",
            _ => null,
        };
        if (problem is not null)
        {
            throw new BindingException($"The binding {Describe(method)} {problem}.");
        }
    }
}
