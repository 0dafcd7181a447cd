using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using SparkLoad.Processes;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Servers;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Homes;

/// <summary>A Spark Connect server started from a Spark home, with a warehouse of its own that goes with it.</summary>
internal sealed class SparkHomeServer : IServer
{
    private readonly SparkHome _home;
    private readonly SubmitArguments _arguments;
    private readonly string _spark;
    private readonly string _folder;
    private WatchedProcess _process;
    private int _starts = 1;

    private SparkHomeServer(
        SparkName spark, SparkHome home, WatchedProcess process, SubmitArguments arguments, Uri? ui, string folder)
    {
        (_home, _process, _arguments, _spark, _folder) = (home, process, arguments, spark.Text, folder);
        Name = spark.ToString();
        Connection = ConnectionString.Parse($"sc://127.0.0.1:{arguments.Port}");
        Ui = ui ?? arguments.Ui;
        var conf = new Dictionary<string, string>(arguments.Shown());
        if (home.IsBeforeFour)
        {
            conf["listens on"] = "every interface, because Spark 3.5 ignores spark.connect.grpc.binding.address";
        }

        Conf = conf;
    }

    public static TimeSpan DefaultReadyWithin { get; } = TimeSpan.FromSeconds(120);

    public TargetKind Kind => TargetKind.SparkHome;

    public string Name { get; }

    public ConnectionString Connection { get; }

    public Uri? Ui { get; }

    public int? ProcessId => _process.ProcessId;

    public IReadOnlyDictionary<string, string> Conf { get; }

    public TimeSpan ReadyWithin { get; private init; }

    public Task Ended => _process.Exited;

    public string Advice => $"its last lines (all in {_process.LogFile}):\n{_process.OutputTail}";

    /// <summary>Whether it ended because another process was quicker to take one of its ports.</summary>
    public bool EndedForAPort => _process.Exited.IsCompleted && _process.OutputTail.Contains("BindException", StringComparison.Ordinal);

    /// <summary>Starts the server; it does not answer yet.</summary>
    /// <param name="spark">Which Spark it is expected to be.</param>
    /// <param name="home">Where Spark is.</param>
    /// <param name="submitArguments">Further arguments of <c>spark-submit</c>.</param>
    /// <param name="secrets">Names of settings among them whose values nobody may see.</param>
    /// <param name="ui">Address of its UI as configured; null to find it.</param>
    /// <param name="folder">The run's folder: takes the log, and the scratch folder while the server lives.</param>
    /// <param name="readyWithin">How long it may take until it answers.</param>
    /// <param name="cancellationToken">Ends starting.</param>
    public static async Task<SparkHomeServer> StartAsync(
        SparkName spark, SparkHome home, IReadOnlyList<string> submitArguments, IReadOnlyList<string> secrets, Uri? ui, string folder,
        TimeSpan readyWithin, CancellationToken cancellationToken)
    {
        var (port, uiPort) = FreePorts.Two();
        var arguments = new SubmitArguments(ScratchOf(folder, spark.Text), port, uiPort, submitArguments, secrets);
        var process = await StartAsync(spark.ToString(), home, arguments, LogOf(folder, spark.Text), cancellationToken)
            .ConfigureAwait(false);
        return new(spark, home, process, arguments, ui, folder) { ReadyWithin = readyWithin };
    }

    /// <summary>Ends the server as a crash would, at once and without a word to its clients. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        try
        {
            // The number of a process that has ended may be another one's by now.
            if (!_process.Exited.IsCompleted)
            {
                using var process = Process.GetProcessById(_process.ProcessId);
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // It is gone already.
        }

        await _process.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Starts it anew after <see cref="KillAsync"/>, at the same address and as before; it does not answer yet.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        _starts++;
        _process = await StartAsync(
            Name, _home, _arguments, LogOf(_folder, string.Create(CultureInfo.InvariantCulture, $"{_spark}-{_starts}")), cancellationToken)
            .ConfigureAwait(false);
    }

    private static string ScratchOf(string folder, string spark) => Path.GetFullPath(Path.Combine(folder, $"spark-{spark}"));

    private static string LogOf(string folder, string name) => Path.Combine(folder, $"spark-{name}.log");

    private static async Task<WatchedProcess> StartAsync(
        string name, SparkHome home, SubmitArguments arguments, string log, CancellationToken cancellationToken)
    {
        var scratch = arguments.Scratch;
        if (Directory.Exists(scratch))
        {
            Directory.Delete(scratch, recursive: true);
        }

        var own = home.LinkInto(Path.Combine(scratch, "home"));
        var work = Directory.CreateDirectory(Path.Combine(scratch, "current")).FullName;
        try
        {
            if (arguments.HasSecrets)
            {
                await WriteSecretsAsync(own, arguments, work, cancellationToken).ConfigureAwait(false);
            }

            return await WatchedProcess.StartAsync(
                new()
                {
                    Name = name,
                    Program = own.SparkSubmit,
                    Arguments = arguments.All,
                    Environment = new Dictionary<string, string?>
                    {
                        ["SPARK_HOME"] = own.Path,
                        ["SPARK_LOCAL_IP"] = "127.0.0.1",
                        // These would make the server a client, ask for a token that the run does not have, or move its folders.
                        ["SPARK_REMOTE"] = null,
                        ["SPARK_CONNECT_AUTHENTICATE_TOKEN"] = null,
                        ["SPARK_LOCAL_DIRS"] = null,
                    },
                    WorkingDirectory = work,
                    LogFile = log,
                    RemoveAfterwards = scratch,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Of a process that was not started, nobody removes what it left.
            if (File.Exists(arguments.SecretsFile))
            {
                File.Delete(arguments.SecretsFile);
            }

            throw;
        }
    }

    /// <summary>Spark reads one file of properties, so what it would have read is in it as well.</summary>
    private static async Task WriteSecretsAsync(SparkHome home, SubmitArguments arguments, string work, CancellationToken cancellationToken)
    {
        var read = arguments.UsersProperties is { } users
            ? Path.Combine(work, users)
            : Path.Combine(Environment.GetEnvironmentVariable("SPARK_CONF_DIR") ?? Path.Combine(home.Path, "conf"), "spark-defaults.conf");
        var others = File.Exists(read) || arguments.UsersProperties is not null
            ? await File.ReadAllTextAsync(read, cancellationToken).ConfigureAwait(false)
            : "";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new StreamWriter(arguments.SecretsFile, options);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync($"{others}\n{arguments.SecretLines}".AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
