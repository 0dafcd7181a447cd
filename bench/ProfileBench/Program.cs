using System.Globalization;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.ProfileBench;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;

// What a profile costs the client: the same load with and without one, in turn, against the endpoint that stands in for Spark.
//   dotnet run -c Release --project bench/ProfileBench [seconds of each load, default 30] [rounds, default 3]
// The suite sets DOTNET_EventPipeThreadSamplingRate=5 for its test host (.runsettings); set it here, too.
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 30;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var folder = Directory.CreateTempSubdirectory("sparkload-profile-bench-").FullName;
try
{
    await using var targets = new TargetCatalog(SuiteSettings.Load(), folder);
    var target = await targets.ReachAsync("4.1.1", withTrips: true, CancellationToken.None);
    var cost = new ProfileCost(target, folder, TimeSpan.FromSeconds(seconds));
    Console.WriteLine($"{target.Info.ReportedVersion}, loads of {seconds} s, median of {rounds} rounds");
    Console.WriteLine("| queries per second | CPU without | CPU with a profile | difference | recording | peak memory without | with |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    await cost.WarmUpAsync();
    foreach (var perSecond in (int[])[1, 50])
    {
        await cost.PrintAsync(Rate.PerSecondOf(perSecond), perSecond, rounds);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
