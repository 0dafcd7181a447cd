using BenchmarkDotNet.Running;
using SparkLoad.ClientCostBench;

// decode: what it costs to read one batch in each way. message: what our own readers save. path: what one query costs the client, server
// and network apart.
switch (args.FirstOrDefault())
{
    case "decode":
        BenchmarkRunner.Run<DecodeOneBatch>(args: args[1..]);
        return 0;
    case "message":
        BenchmarkRunner.Run<ReadOneMessage>(args: args[1..]);
        return 0;
    case "path":
        BenchmarkRunner.Run<AskOneQuery>(args: args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: decode, message or path.");
        return 2;
}
