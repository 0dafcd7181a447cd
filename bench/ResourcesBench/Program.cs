using System.Globalization;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.ResourcesBench;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

// What measuring costs, each with it and without in turn.
// profile [seconds of each load, default 30] [rounds, default 3]   a profile of the client, against the endpoint that stands in for Spark.
//     The suite sets DOTNET_EventPipeThreadSamplingRate=5 for its test host (.runsettings); set it here, too.
// server  [seconds of each turn, default 30] [rounds, default 5]   watching a Spark that is started from the home in
// SPARKLOAD_TARGET_4_1_1.
// memory  [minutes, default 120] [streamed or held]   whose the client's memory is, while answers are looked through or held whole.
var seconds = TimeSpan.FromSeconds(Number(1, 30));
int Rounds(int otherwise) => Number(2, otherwise);
int Number(int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;

var folder = Directory.CreateTempSubdirectory("sparkload-resources-bench-").FullName;
try
{
    var settings = SuiteSettings.Load();
    await using var targets = new TargetCatalog(settings, QueryCatalog.Read(settings.Home), folder);
    switch (args.FirstOrDefault())
    {
        case "profile":
            await ProfileAsync(await targets.ReachAsync(SparkName.OfVersion("4.1.1"), withTrips: true, CancellationToken.None), Rounds(3));
            return 0;
        case "server":
            await ServerAsync(await targets.ReachAsync(SparkName.OfVersion("4.1.1"), withTrips: false, CancellationToken.None), Rounds(5));
            return 0;
        case "memory" when OperatingSystem.IsLinux():
            var trips = await targets.ReachAsync(SparkName.OfVersion("4.1.1"), withTrips: true, CancellationToken.None);
            var minutes = TimeSpan.FromMinutes(Number(1, 120));
            var reading = args.Length > 2 && args[2] == "held" ? AnswerReading.Arrow : AnswerReading.Drained;
            Console.WriteLine($"{trips.Info.ReportedVersion}, {reading}, lowest of each minute, MB");
            await new MemoryGrowth(trips, folder, minutes, reading).PrintAsync();
            return 0;
        default:
            await Console.Error.WriteLineAsync("Say what to measure: profile, server or (on Linux) memory.");
            return 2;
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

async Task ProfileAsync(SparkTarget target, int rounds)
{
    var cost = new ProfileCost(target, folder, seconds);
    Title(target, rounds);
    Console.WriteLine("| queries per second | CPU without | CPU with a profile | difference | recording | peak memory without | with |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    await cost.WarmUpAsync();
    foreach (var perSecond in (int[])[1, 50])
    {
        await cost.PrintAsync(Rate.PerSecondOf(perSecond), perSecond, rounds);
    }
}

async Task ServerAsync(SparkTarget target, int rounds)
{
    var cost = new WatchCost(target, seconds);
    Title(target, rounds);
    Console.WriteLine(
        "| server | its CPU per second | watched | difference | CPU per second of jstat beside it | median latency | watched |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    await cost.WarmUpAsync();
    await cost.PrintAsync(rounds);
}

void Title(SparkTarget target, int rounds) =>
    Console.WriteLine($"{target.Info.ReportedVersion}, {seconds.TotalSeconds} s each, median of {rounds} rounds");
