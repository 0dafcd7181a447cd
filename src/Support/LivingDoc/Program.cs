using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using SparkLoad.LivingDoc;

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
// What is being drawn may be finished; whoever asks to end gives some seconds for it before he insists.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.CancelAfter(TimeSpan.FromSeconds(4));
});
if (args is ["watch", ..])
{
    GiveWayToTheLoad();
}

return await CommandLine.RunAsync(args, Console.In, Console.Out, Console.Error, stop.Token);

static void GiveWayToTheLoad()
{
    try
    {
        using var self = Process.GetCurrentProcess();
        self.PriorityClass = ProcessPriorityClass.BelowNormal;
    }
    catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException)
    {
        // It draws at most every ten seconds, with a full share too.
    }
}
