#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

namespace Reqnroll;

/// <summary>A method that turns an argument of a step into the type that the method returns.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class StepArgumentTransformationAttribute : Attribute
{
    /// <summary>The order of a transformation that states none.</summary>
    public const int DefaultOrder = 10000;

    /// <summary>Takes the whole argument.</summary>
    public StepArgumentTransformationAttribute()
    {
    }

    /// <summary>Takes what the groups of a regular expression capture.</summary>
    public StepArgumentTransformationAttribute(string regex, int order = DefaultOrder)
    {
        Regex = regex;
        Order = order;
    }

    /// <summary>Fits the whole argument; its groups are the arguments of the method. Null takes the argument as it is.</summary>
    public string Regex { get; set; }

    /// <summary>The name of the parameter type in cucumber expressions; null for the name of the type.</summary>
    public string Name { get; set; }

    /// <summary>Lower is asked first.</summary>
    public int Order { get; set; }
}
