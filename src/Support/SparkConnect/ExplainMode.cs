namespace SparkLoad.SparkConnect;

/// <summary>How much a plan's explanation tells.</summary>
public enum ExplainMode
{
    /// <summary>The physical plan.</summary>
    Simple = 1,

    /// <summary>Logical and physical plans.</summary>
    Extended = 2,

    /// <summary>The physical plan and generated code.</summary>
    Codegen = 3,

    /// <summary>The logical plan with statistics.</summary>
    Cost = 4,

    /// <summary>An outline of the physical plan and its nodes.</summary>
    Formatted = 5,
}
