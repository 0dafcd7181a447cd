using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Settings;

/// <summary>Where the Spark of one version is to come from.</summary>
public abstract record TargetSetting
{
    private protected TargetSetting()
    {
    }

    /// <summary>Our own endpoint that stands in for Spark, started for the run.</summary>
    public sealed record Embedded : TargetSetting;

    /// <summary>A Spark Connect service that runs already.</summary>
    /// <param name="Connection">Its address; prints without parameters, so without a token.</param>
    public sealed record Remote(ConnectionString Connection) : TargetSetting;

    /// <summary>An unpacked Spark distribution, started for the run.</summary>
    /// <param name="Path">Absolute path.</param>
    public sealed record SparkHome(string Path) : TargetSetting;

    internal static TargetSetting Parse(string key, string value, string repositoryRoot)
    {
        if (value.Equals("embedded", StringComparison.OrdinalIgnoreCase))
        {
            return new Embedded();
        }

        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return new SparkHome(System.IO.Path.GetFullPath(value, repositoryRoot));
        }

        if (value[..scheme] != "sc")
        {
            throw new SettingsException(
                $"{key} begins with '{value[..(scheme + 3)]}': write sc://host:port, the path of a Spark home, or embedded.");
        }

        try
        {
            return new Remote(ConnectionString.Parse(value));
        }
        catch (ArgumentException e)
        {
            throw new SettingsException($"{key} cannot be read: {e.Message}", e);
        }
    }
}
