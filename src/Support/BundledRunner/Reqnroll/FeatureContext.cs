#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using System.Globalization;

namespace Reqnroll;

/// <summary>The feature that is running. Bindings take it by constructor or hook parameter.</summary>
public class FeatureContext : ReqnrollContext
{
    internal FeatureContext(FeatureInfo featureInfo, CultureInfo bindingCulture)
    {
        FeatureInfo = featureInfo;
        BindingCulture = bindingCulture;
    }

    /// <summary>What the feature file says of the feature.</summary>
    public FeatureInfo FeatureInfo { get; }

    /// <summary>The culture in which arguments are read and bindings run.</summary>
    public CultureInfo BindingCulture { get; }
}
