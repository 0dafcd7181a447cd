namespace SparkLoad.EmbeddedSpark.Hosting;

/// <summary>Ends the process when its standard input closes, which also happens when the parent is killed.</summary>
internal sealed class StandardInputWatch(IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    public void Start()
    {
        var thread = new Thread(Watch) { IsBackground = true, Name = "standard input" };
        thread.Start();
    }

    private void Watch()
    {
        using (var input = Console.OpenStandardInput())
        {
            Span<byte> buffer = stackalloc byte[256];
            try
            {
                while (input.Read(buffer) > 0)
                {
                }
            }
            catch (IOException)
            {
                // A broken pipe says the same as a closed one.
            }
        }

        lifetime.StopApplication();
        Thread.Sleep(Grace);
        Environment.Exit(0); // A query in native code must not keep the process.
    }
}
