#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using SparkLoad.BundledRunner.Bindings;

namespace Reqnroll;

/// <summary>A method that runs around the run, a feature, a scenario or a step.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class HookAttribute : Attribute
{
    /// <summary>The order of a hook that states none.</summary>
    public const int DefaultOrder = 10000;

    internal HookAttribute(HookKind kind, string[] tags)
    {
        Kind = kind;
        Tags = tags;
    }

    internal HookKind Kind { get; }

    /// <summary>The hook runs where one of them is present; everywhere if there are none.</summary>
    public string[] Tags { get; }

    /// <summary>Lower runs first, also among the hooks that run afterwards.</summary>
    public int Order { get; set; } = DefaultOrder;
}
