using BenchmarkDotNet.Running;
using SparkLoad.EngineBench;

// starts: how exactly the engine starts queries here. record: what recording one query costs (BenchmarkDotNet).
switch (args.FirstOrDefault())
{
    case "starts":
        await ExactStarts.PrintAsync(args.Length > 1 && args[1] == "long");
        return 0;
    case "record":
        BenchmarkRunner.Run<RecordOneQuery>(args: args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: starts [long], or record.");
        return 2;
}
