#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

namespace Reqnroll;

/// <summary>Restricts a binding to a tag, a feature or a scenario; all that are set must fit.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public class ScopeAttribute : Attribute
{
    /// <summary>With or without the leading <c>@</c>.</summary>
    public string Tag { get; set; }

    /// <summary>The title of a feature, compared without regard to case.</summary>
    public string Feature { get; set; }

    /// <summary>The title of a scenario, compared without regard to case.</summary>
    public string Scenario { get; set; }
}
