#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

namespace Reqnroll;

/// <summary>Adds text and files to the result of the scenario that is running.</summary>
public interface IReqnrollOutputHelper
{
    /// <summary>Adds a line of text.</summary>
    void WriteLine(string message);

    /// <summary>Adds a line of composite-formatted text.</summary>
    void WriteLine(string format, params object[] args);

    /// <summary>Attaches a file.</summary>
    void AddAttachment(string filePath);
}
