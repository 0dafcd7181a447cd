using SparkLoad.Resources.Profiles;

namespace SparkLoad.Resources.Tests.Profiles;

/// <summary>A run's folder that goes with the test.</summary>
internal sealed class TemporaryRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("sparkload-profile-").FullName;

    public ProfileFiles Files => new(Folder, "one");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
