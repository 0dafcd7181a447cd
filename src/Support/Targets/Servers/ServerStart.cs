using SparkLoad.Processes;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Homes;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Servers;

/// <summary>Gets the server of a version to the point where it answers.</summary>
internal sealed class ServerStart(SuiteSettings settings, string folder)
{
    // Between finding a free port and Spark taking it, another process can.
    private const int Attempts = 3;

    /// <returns>The server and the version that it reports.</returns>
    /// <exception cref="TargetNotReachedException">It is unavailable; nothing is left of the attempt.</exception>
    public async Task<(IServer Server, string Version)> StartAsync(string version, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            IServer? server = null;
            try
            {
                server = await CreateAsync(version, cancellationToken).ConfigureAwait(false);
                return (server, await Readiness.WaitAsync(server, cancellationToken).ConfigureAwait(false));
            }
            catch (TargetNotReachedException) when (attempt < Attempts && server is SparkHomeServer { EndedForAPort: true })
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                if (server is not null)
                {
                    await server.DisposeAsync().ConfigureAwait(false);
                }

                throw e is ProcessStartException or IOException or UnauthorizedAccessException
                    ? new TargetNotReachedException($"Spark {version} cannot be started: {e.Message}", e)
                    : e;
            }
        }
    }

    private async Task<IServer> CreateAsync(string version, CancellationToken cancellationToken) => settings.Target(version) switch
    {
        TargetSetting.Remote remote =>
            new RemoteServer(version, remote.Connection, settings.Ui(version), RemoteServer.DefaultReadyWithin),
        TargetSetting.SparkHome home => await SparkHomeServer.StartAsync(
            version, SparkHome.Open(version, home.Path, Environment.GetEnvironmentVariable), settings.SparkSubmitArguments, settings.Ui(
                version),
            folder, SparkHomeServer.DefaultReadyWithin, cancellationToken).ConfigureAwait(false),
        _ => await EmbeddedServer.StartAsync(version, folder, cancellationToken).ConfigureAwait(false),
    };
}
