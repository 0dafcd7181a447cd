#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

namespace Reqnroll;

/// <summary>Marks a class whose methods may be step definitions, hooks or argument transformations.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class BindingAttribute : Attribute;
