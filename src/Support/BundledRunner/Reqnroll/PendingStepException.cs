#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using System.Diagnostics.CodeAnalysis;

namespace Reqnroll;

/// <summary>Thrown by a step definition that is not written yet.</summary>
[SuppressMessage("Design", "CA1032", Justification = "These are the constructors that Reqnroll has.")]
public class PendingStepException(string message) : ReqnrollException(message)
{
    /// <inheritdoc/>
    public PendingStepException()
        : this("The step definition is not implemented.")
    {
    }
}
