#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using SparkLoad.BundledRunner.Bindings;

namespace Reqnroll;

/// <summary>A method that runs a step whose text fits <see cref="Expression"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class StepDefinitionBaseAttribute : Attribute
{
    internal StepDefinitionBaseAttribute(string expression, StepKind kind)
    {
        Expression = expression;
        Kind = kind;
    }

    /// <summary>A cucumber expression or a regular expression; its form decides which.</summary>
    public string Expression { get; set; }

    internal StepKind Kind { get; }
}
