using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Settings;

/// <summary>
/// What secures the way to a Spark at an address, beside the address: files, each with the setting that names it, and what PySpark takes
/// from its environment. Files are read when the Spark is reached.
/// </summary>
internal sealed record SecureFiles
{
    /// <summary>gRPC's own variable for the authorities to trust, which PySpark obeys.</summary>
    public const string GrpcRoots = "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH";

    /// <summary>PySpark 4's own variable for a token.</summary>
    public const string SparkToken = "SPARK_CONNECT_AUTHENTICATE_TOKEN";

    public static SecureFiles None { get; } = new();

    public NamedFile? Authority { get; init; }

    public NamedFile? Certificate { get; init; }

    /// <summary>May be the file of the certificate.</summary>
    public NamedFile? Key { get; init; }

    public NamedFile? Token { get; init; }

    /// <summary>The token is that of PySpark's variable.</summary>
    public bool TokenOfEnvironment { get; init; }

    /// <summary>As the settings name them for one Spark, or for all.</summary>
    /// <param name="ending">How the keys of the Spark end.</param>
    /// <param name="connection">Its address.</param>
    /// <param name="raw">All settings.</param>
    /// <param name="home">From where relative paths start.</param>
    /// <param name="environment">Value of a variable of PySpark's, or null.</param>
    /// <exception cref="SettingsException">The settings contradict each other.</exception>
    public static SecureFiles Of(
        string ending, ConnectionString connection, RawSettings raw, string home, Func<string, string?> environment)
    {
        NamedFile? Named(string key) => raw[key] is { } path ? new(key, Path.GetFullPath(path, home)) : null;
        NamedFile? Roots() => environment(GrpcRoots) is { Length: > 0 } path ? new(GrpcRoots, Path.GetFullPath(path)) : null;

        var (certificate, key) = (Named(SettingKeys.TlsCertOf + ending), Named(SettingKeys.TlsKeyOf + ending));
        // A certificate and its key are a pair: one of this Spark and one of all would not fit each other.
        if (certificate is null && key is null)
        {
            (certificate, key) = (Named(SettingKeys.TlsCert), Named(SettingKeys.TlsKey));
        }

        var token = Named(SettingKeys.TokenFileOf + ending);
        var files = new SecureFiles
        {
            Authority = Named(SettingKeys.TlsCaOf + ending) ?? Named(SettingKeys.TlsCa) ?? Roots(),
            Certificate = certificate,
            Key = key ?? certificate,
            Token = token,
            TokenOfEnvironment = token is null && !connection.HasToken && environment(SparkToken) is { Length: > 0 },
        };
        files.RequireFor(SettingKeys.TargetOf + ending, connection);
        return files;
    }

    /// <summary>The connection with what the files hold.</summary>
    /// <param name="connection">The address.</param>
    /// <param name="environment">Value of a variable of PySpark's, or null.</param>
    /// <exception cref="SettingsException">A file cannot be used.</exception>
    public ConnectionString Open(ConnectionString connection, Func<string, string?> environment)
    {
        var known = Token is not null ? connection with { TokenFile = OpenToken(Token) }
            : TokenOfEnvironment ? WithToken(connection, environment(SparkToken)!)
            : connection;
        return known.UseTls
            ? known with
            {
                Tls = new()
                {
                    Authorities = Authority is null ? null : PemFiles.Authorities(Authority),
                    ClientCertificate = Certificate is null ? null : PemFiles.ClientCertificate(Certificate, Key!),
                },
            }
            : known;
    }

    /// <summary>Where a user would change the token, in the words of a sentence.</summary>
    /// <param name="target">The setting that holds the address.</param>
    public string TokenPlace(string target) => Token is not null ? $"the file that {Token.Key} names"
        : TokenOfEnvironment ? SparkToken
        : target;

    private void RequireFor(string target, ConnectionString connection)
    {
        if (Certificate is null && Key is not null)
        {
            throw new SettingsException(
                $"{Key.Key} names a key without a certificate: name that in {SettingKeys.TlsCert}{Key.Key[SettingKeys.TlsKey.Length..]}.");
        }

        if (Token is not null && connection.HasToken)
        {
            throw new SettingsException($"{target} holds a token, and {Token.Key} names a file with one: leave one of them out.");
        }

        // What is named for all Sparks is for those that use TLS; what is named for this one would be left out unseen.
        var own = new[] { Authority, Certificate }.FirstOrDefault(
            file => file is not null && SettingKeys.BeginningOf(file.Key) is not null);
        if (own is not null && !(connection.UseTls || (HasToken && !connection.IsLocalhost)))
        {
            throw new SettingsException($"{own.Key} is set, but {target} does not ask for TLS: add use_ssl=true to it.");
        }
    }

    private bool HasToken => Token is not null || TokenOfEnvironment;

    private static TokenFile OpenToken(NamedFile file)
    {
        try
        {
            return TokenFile.Open(file.Path);
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException($"{file.Key} cannot be used, because {e.Message}: name a file with the bearer token alone.", e);
        }
    }

    private static ConnectionString WithToken(ConnectionString connection, string token)
    {
        try
        {
            return connection.WithToken(token);
        }
        catch (ArgumentException e)
        {
            throw new SettingsException($"{SparkToken} cannot be used: {e.Message}", e);
        }
    }
}
