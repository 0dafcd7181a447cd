using SparkLoad.EmbeddedSpark.Hosting;

namespace SparkLoad.EmbeddedSpark;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["--help" or "-h"])
        {
            await Console.Out.WriteLineAsync(EndpointOptions.Usage).ConfigureAwait(false);
            return 0;
        }

        try
        {
            await Hosting.Endpoint.RunAsync(EndpointOptions.Parse(args)).ConfigureAwait(false);
            return 0;
        }
        catch (OptionException mistake)
        {
            await Console.Error.WriteLineAsync(mistake.Message).ConfigureAwait(false);
            return 2;
        }
    }
}
