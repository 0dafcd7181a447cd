#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

namespace Reqnroll;

/// <summary>What scenarios and features know of themselves while they run.</summary>
public abstract class ReqnrollContext
{
    /// <summary>The first error of a step or a hook; null while there is none.</summary>
    public Exception TestError { get; internal set; }
}
