namespace SparkLoad.Results.Files;

/// <summary>
/// What a suite asks of the process that draws its run, in a line of that process's standard input. The answer is a line for each file
/// and, last, <see cref="Drawn"/> or one that begins with <see cref="NotDrawn"/>.
/// </summary>
public static class DrawingRequest
{
    /// <summary>Draws the page of the finished run and the one over all runs; the process ends after it.</summary>
    public const string Finish = "finish";

    public const string Drawn = "drawn";

    /// <summary>The reason follows.</summary>
    public const string NotDrawn = "not drawn: ";

    private const string Scenario = "scenario ";

    /// <summary>Draws one scenario that is over, to be attached elsewhere.</summary>
    /// <param name="id">As in <c>results.json</c>.</param>
    public static string Of(string id) => Scenario + id;

    /// <summary>The id of the scenario that a request is about; null where it is about the run.</summary>
    public static string? ScenarioOf(string request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.StartsWith(Scenario, StringComparison.Ordinal) ? request[Scenario.Length..] : null;
    }
}
