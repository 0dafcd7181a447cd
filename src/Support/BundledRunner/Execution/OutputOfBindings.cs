using System.Globalization;
using Reqnroll;
using SparkLoad.BundledRunner.Messages;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>The output helper that bindings ask for.</summary>
internal sealed class OutputOfBindings(ITestOutput output, Func<RunMessages?> messages) : IReqnrollOutputHelper
{
    public void WriteLine(string message)
    {
        output.WriteLine(message);
        messages()?.Log(message);
    }

    public void WriteLine(string format, params object[] args) => WriteLine(string.Format(CultureInfo.CurrentCulture, format, args));

    public void AddAttachment(string filePath)
    {
        output.Attach(filePath);
        messages()?.Attach(filePath);
    }
}
