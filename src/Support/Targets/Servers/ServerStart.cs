using SparkLoad.Processes;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Homes;
using SparkLoad.Targets.Sessions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Servers;

/// <summary>Gets the server of a name to the point where it answers.</summary>
/// <param name="settings">Where it comes from.</param>
/// <param name="folder">For logs and scratch files.</param>
/// <param name="own">Spark's settings beyond those of the suite's, which win; null for a server that the run's scenarios share.</param>
internal sealed class ServerStart(SuiteSettings settings, string folder, SessionSettings? own = null)
{
    // Between finding a free port and Spark taking it, another process can.
    private const int Attempts = 3;

    /// <returns>The server and the version that it reports.</returns>
    /// <exception cref="TargetNotReachedException">It is unavailable; nothing is left of the attempt.</exception>
    public async Task<(IServer Server, string Version)> StartAsync(SparkName spark, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            IServer? server = null;
            try
            {
                server = await CreateAsync(spark, cancellationToken).ConfigureAwait(false);
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

                throw e is SettingsException ? new TargetNotReachedException($"{spark} cannot be used: {e.Message}", e)
                    : e is ProcessStartException or IOException or UnauthorizedAccessException
                    ? new TargetNotReachedException($"{spark} cannot be started: {e.Message}", e)
                    : e;
            }
        }
    }

    private async Task<IServer> CreateAsync(SparkName spark, CancellationToken cancellationToken) => settings.Target(spark) switch
    {
        TargetSetting.Remote remote => new RemoteServer(
            spark, settings.Files(spark).Open(remote.Connection, Environment.GetEnvironmentVariable), settings.Ui(spark),
            RemoteServer.DefaultReadyWithin, settings.Files(spark)),
        TargetSetting.SparkHome home => await SparkHomeServer.StartAsync(
            spark, SparkHome.Open(spark, home.Path, Environment.GetEnvironmentVariable),
            Submitted(), [.. (own?.All ?? []).Where(setting => setting.IsHidden).Select(setting => setting.Name)],
            own is null ? settings.Ui(spark) : null, folder, SparkHomeServer.DefaultReadyWithin, cancellationToken).ConfigureAwait(false),
        TargetSetting.Embedded => await EmbeddedServer.StartAsync(spark, folder, cancellationToken).ConfigureAwait(false),
        _ => throw Unknown(spark),
    };

    private string[] Submitted() =>
        [.. settings.SparkSubmitArguments, .. (own?.All ?? []).SelectMany(setting => SubmitArguments.Conf(setting.Name, setting.Value))];

    /// <summary>No setting leads to that Spark.</summary>
    public static TargetNotReachedException Unknown(SparkName spark) =>
        new($"nothing says where {spark} is: set {SettingKeys.Target(spark)} to sc://host:port or to the path of a Spark home.");
}
