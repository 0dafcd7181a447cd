namespace SparkLoad.Targets.Settings;

/// <summary>Collects what is wrong with settings, so that a user meets all of it at once.</summary>
internal sealed class SettingMistakes
{
    private readonly List<string> _found = [];

    /// <summary>What a setting says; the default of its type where that cannot be read.</summary>
    public T? Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SettingsException e)
        {
            _found.Add(e.Message);
            return default;
        }
    }

    public void Add(string mistake) => _found.Add(mistake);

    /// <exception cref="SettingsException">There are mistakes.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
        {
            throw new SettingsException(string.Join('\n', _found));
        }
    }
}
