using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace SparkLoad.Resources.Profiles;

/// <summary>Events of this process's own runtime, through EventPipe.</summary>
internal sealed class RuntimeEventSession : IEventSession
{
    // Memory of this process, taken as it is needed. What is not read in time is lost and counted.
    private const int BufferMegabytes = 32;

    private const long GarbageCollections = 0x1;
    private const long AllocationSampling = 0x80000000000;

    // Methods get their names at the end, from the rundown; no event for each as it is compiled is needed.
    private static readonly EventPipeProvider[] Providers =
    [
        new("Microsoft-DotNETCore-SampleProfiler", EventLevel.Informational),
        new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, GarbageCollections | AllocationSampling),
        new(LoadMarks.SourceName, EventLevel.Informational),
    ];

    private readonly EventPipeSession _session;

    private RuntimeEventSession(EventPipeSession session) => _session = session;

    public Stream Events => _session.EventStream;

    /// <exception cref="ProfileException">The runtime gives no session.</exception>
    public static async Task<IEventSession> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new RuntimeEventSession(await new DiagnosticsClient(Environment.ProcessId)
                .StartEventPipeSessionAsync(Providers, requestRundown: true, BufferMegabytes, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is DiagnosticsClientException or IOException or UnauthorizedAccessException or NotSupportedException
            or TimeoutException)
        {
            throw new ProfileException(
                $"the runtime cannot be profiled ({e.Message.TrimEnd('.')}); DOTNET_EnableDiagnostics must not be 0", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _session.StopAsync(cancellationToken);

    public void Dispose() => _session.Dispose();
}
