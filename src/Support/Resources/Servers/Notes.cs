namespace SparkLoad.Resources.Servers;

/// <summary>Why figures are missing, in the order in which it was found out, each reason once.</summary>
internal sealed class Notes
{
    private readonly List<string> _reasons = [];
    private readonly Lock _gate = new();

    public void Add(string reason)
    {
        lock (_gate)
        {
            if (!_reasons.Contains(reason))
            {
                _reasons.Add(reason);
            }
        }
    }

    public string? Text
    {
        get
        {
            lock (_gate)
            {
                return _reasons.Count == 0 ? null : string.Join("; ", _reasons);
            }
        }
    }
}
