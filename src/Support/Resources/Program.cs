using SparkLoad.Resources.Profiles;
using SparkLoad.Resources.Profiles.Reading;

namespace SparkLoad.Resources;

/// <summary>This assembly as a program: it reads what a profiler recorded, in a process of its own and after the load.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not ["profile", var trace])
        {
            Console.Error.WriteLine("usage: profile <recording.nettrace>   writes <recording>.speedscope.json and <recording>.profile.json");
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
