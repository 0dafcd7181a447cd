using System.Reflection;
using System.Text.RegularExpressions;

namespace SparkLoad.BundledRunner.Bindings;

internal sealed record Transformation(MethodInfo Method, Regex? Regex, string? Name, int Order)
{
    /// <summary>What the method makes, without the task around it.</summary>
    public Type Result { get; } = BindingMethods.ResultOf(Method);

    public bool TakesTable { get; } =
        Method.GetParameters().FirstOrDefault() is { } first && typeof(Reqnroll.DataTable).IsAssignableFrom(first.ParameterType);
}
