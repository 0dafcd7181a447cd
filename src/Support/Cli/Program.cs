using System.Globalization;
using System.Runtime.InteropServices;
using SparkLoad.Cli;

// Neither a page nor a message depends on the machine's culture.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
// A page that is being drawn may be finished: who sends SIGTERM waits some seconds before it kills.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.CancelAfter(TimeSpan.FromSeconds(7));
});

return await CommandLine.RunAsync(args, stop.Token);
