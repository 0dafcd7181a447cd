using SparkLoad.ClientBench;
using SparkLoad.SparkConnect;

try
{
    var settings = BenchSettings.Parse(args);
    var figures = await new BenchRun(settings, ConnectionString.Parse(settings.Endpoint)).MeasureAsync();
    Console.WriteLine(figures.ToJson());
    return 0;
}
catch (Exception e) when (e is ArgumentException or SparkException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
