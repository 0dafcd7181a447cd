using SparkLoad.Resources.Profiles;

namespace SparkLoad.ProfileReader;

/// <summary>Reads what a profiler recorded, in a process of its own and after the load.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var trace])
        {
            Console.Error.WriteLine("usage: dotnet SparkLoad.ProfileReader.dll <recording.nettrace>   writes <recording>.speedscope.json "
                + "and <recording>.profile.json");
            return 2;
        }

        try
        {
            ProfileConversion.Convert(trace);
            return 0;
        }
        catch (ProfileException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
