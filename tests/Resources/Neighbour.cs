using System.Reflection;

namespace SparkLoad.Resources.Tests;

/// <summary>Programs of the suite that were built next to this assembly.</summary>
internal static class Neighbour
{
    public static string Path(string name) => System.IO.Path.GetFullPath(System.IO.Path.Combine(
        AppContext.BaseDirectory,
        typeof(Neighbour).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == name).Value!));
}
