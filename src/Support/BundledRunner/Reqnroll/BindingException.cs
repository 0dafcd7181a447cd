#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

namespace Reqnroll;

/// <summary>A binding cannot be used, or several fit one step.</summary>
public class BindingException : ReqnrollException
{
    /// <inheritdoc/>
    public BindingException()
    {
    }

    /// <inheritdoc/>
    public BindingException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BindingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
