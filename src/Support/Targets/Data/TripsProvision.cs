using System.Globalization;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Data;

/// <summary>
/// Brings the trips to a server as the settings say, before any load. A server that was started for the run gets a table of synthetic
/// trips, which goes with it; on anybody else's server nothing is written, and each session gets a temporary view. Parquet files are read
/// in place.
/// </summary>
/// <param name="server">How messages call the server.</param>
/// <param name="kind">Whose server it is.</param>
/// <param name="setting">Where the trips are to come from.</param>
internal sealed class TripsProvision(string server, TargetKind kind, DataSetting setting)
{
    private const string Rows = "SELECT * FROM " + Trips.Name;
    private const string View = "CREATE OR REPLACE TEMPORARY VIEW " + Trips.Name;
    private const string Table = "CREATE TABLE " + Trips.Name + " USING parquet";

    /// <summary>Provides the trips and looks at them.</summary>
    /// <exception cref="TargetNotReachedException">They are not there, or not what is needed.</exception>
    public async Task<Trips> ProvideAsync(SparkSession session, CancellationToken cancellationToken)
    {
        try
        {
            return setting switch
            {
                DataSetting.Table table => await FromTableAsync(session, table.Name, cancellationToken).ConfigureAwait(false),
                DataSetting.Parquet files => await FromFilesAsync(session, files.Path, cancellationToken).ConfigureAwait(false),
                DataSetting.Auto when await HasTableAsync(session, cancellationToken).ConfigureAwait(false) =>
                    await FromTableAsync(session, Trips.Name, cancellationToken).ConfigureAwait(false),
                _ => await MadeAsync(session, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (SparkException e)
        {
            throw new TargetNotReachedException(
                $"{server} cannot provide the NYC taxi trips ({SettingKeys.NycTaxi} is {Described()}): {FirstLine(e.Message)}", e);
        }
    }

    private async Task<Trips> FromTableAsync(SparkSession session, string table, CancellationToken cancellationToken)
    {
        var setup = table == Trips.Name ? null : $"{View} AS SELECT * FROM {table}";
        return await LookAsync(session, DataSource.ServerTable, setup, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Trips> FromFilesAsync(SparkSession session, string path, CancellationToken cancellationToken) =>
        await LookAsync(session, DataSource.Parquet, $"{View} USING parquet OPTIONS (path "
            + $"'{path}')", cancellationToken).ConfigureAwait(false);

    private async Task<Trips> MadeAsync(SparkSession session, CancellationToken cancellationToken)
    {
        var ours = kind != TargetKind.Remote;
        if (ours)
        {
            await session.ExecuteCommandAsync($"{Table} AS {SyntheticTrips.Query}", cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }

        var trips = await LookAsync(session, DataSource.Synthetic, ours ? null : $"{View} AS {SyntheticTrips.Query}", cancellationToken)
            .ConfigureAwait(false);
        var (rows, checksum) = await ChecksumAsync(session, cancellationToken).ConfigureAwait(false);
        return (rows, checksum) == (SyntheticTrips.Rows, SyntheticTrips.Checksum)
            ? trips with { Info = new(DataSource.Synthetic, rows, checksum) }
            : throw new TargetNotReachedException(string.Create(CultureInfo.InvariantCulture,
                $"{server} made synthetic trips that differ from those of every supported Spark: {rows} rows with checksum {checksum} "
                + $"instead of {SyntheticTrips.Rows} with {SyntheticTrips.Checksum}; "
                + $"set {SettingKeys.NycTaxi} to a table or to Parquet files."));
    }

    private async Task<Trips> LookAsync(SparkSession session, DataSource source, string? setup, CancellationToken cancellationToken)
    {
        if (setup is not null)
        {
            await session.ExecuteCommandAsync(setup, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        var schema = await session.GetSchemaAsync(Rows, cancellationToken: cancellationToken).ConfigureAwait(false);
        var trips = new Trips(new(source, 0, null), [.. schema.Fields.Select(field => field.Name)], Described(), setup);
        if (trips.Missing(Trips.NeededColumns) is { Count: > 0 } missing)
        {
            throw new TargetNotReachedException(
                $"The NYC taxi trips of {server} ({SettingKeys.NycTaxi} is {Described()}) have no column "
                + $"{string.Join(", ", missing)}: they have {string.Join(", ", trips.Columns)}.");
        }

        if (source == DataSource.Synthetic)
        {
            return trips;
        }

        var rows = await CountAsync(session, cancellationToken).ConfigureAwait(false);
        return rows > 0
            ? trips with { Info = new(source, rows, null) }
            : throw new TargetNotReachedException(
                $"The NYC taxi trips of {server} ({SettingKeys.NycTaxi} is {Described()}) have no rows: "
                + $"set {SettingKeys.NycTaxi} to trips that have some, or to auto.");
    }

    private static async Task<bool> HasTableAsync(SparkSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.GetSchemaAsync(Rows, cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SparkException e) when (e.ErrorClass?.StartsWith("TABLE_OR_VIEW_NOT_FOUND", StringComparison.Ordinal) == true)
        {
            return false;
        }
    }

    private static async Task<long> CountAsync(SparkSession session, CancellationToken cancellationToken)
    {
        await foreach (var row in session.ReadRowsAsync("SELECT COUNT(*) AS trips FROM " + Trips.Name, cancellationToken: cancellationToken)
            .ConfigureAwait(false))
        {
            return row.GetInt64(0);
        }

        return 0;
    }

    private static async Task<(long Rows, string Checksum)> ChecksumAsync(SparkSession session, CancellationToken cancellationToken)
    {
        var drained = await session.DrainAsync(Rows, new() { Checksum = true }, cancellationToken).ConfigureAwait(false);
        return (drained.Rows, drained.Checksum!.Value.ToString("x16", CultureInfo.InvariantCulture));
    }

    private string Described() => setting switch
    {
        DataSetting.Table table => $"the table {table.Name}",
        DataSetting.Parquet files => $"the files {files.Path}",
        DataSetting.Auto => "auto",
        _ => "synthetic",
    };

    private static string FirstLine(string message) => message.TrimStart().Split('\n', 2)[0];
}
