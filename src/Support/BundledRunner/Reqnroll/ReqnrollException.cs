#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

namespace Reqnroll;

/// <summary>The features cannot be run as they are bound.</summary>
public class ReqnrollException : Exception
{
    /// <inheritdoc/>
    public ReqnrollException()
    {
    }

    /// <inheritdoc/>
    public ReqnrollException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public ReqnrollException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
