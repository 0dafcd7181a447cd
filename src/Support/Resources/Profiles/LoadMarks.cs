using System.Diagnostics.Tracing;

namespace SparkLoad.Resources.Profiles;

/// <summary>Marks in the recording where the load began and ended: what lies around it is the suite's own.</summary>
[EventSource(Name = SourceName)]
internal sealed class LoadMarks : EventSource
{
    public const string SourceName = "SparkLoad-Profile";
    public const string Began = "LoadBegan";
    public const string Ended = "LoadEnded";

    private LoadMarks()
    {
    }

    public static LoadMarks Log { get; } = new();

    [Event(1)]
    public void LoadBegan() => WriteEvent(1);

    [Event(2)]
    public void LoadEnded() => WriteEvent(2);
}
