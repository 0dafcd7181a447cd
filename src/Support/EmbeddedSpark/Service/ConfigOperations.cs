using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>The operations of the Config call on a session's settings.</summary>
internal static class ConfigOperations
{
    public static ConfigResponse Apply(SessionConfig config, ConfigRequest.Types.Operation? operation)
    {
        var response = new ConfigResponse();
        switch (operation?.OpTypeCase)
        {
            case ConfigRequest.Types.Operation.OpTypeOneofCase.Set:
                Set(config, operation.Set, response);
                break;
            case ConfigRequest.Types.Operation.OpTypeOneofCase.Get:
                response.Pairs.AddRange(operation.Get.Keys.Select(key => Pair(key, config.Required(key))));
                break;
            case ConfigRequest.Types.Operation.OpTypeOneofCase.GetOption:
                response.Pairs.AddRange(operation.GetOption.Keys.Select(key => Pair(key, config.Find(key))));
                break;
            case ConfigRequest.Types.Operation.OpTypeOneofCase.GetWithDefault:
                response.Pairs.AddRange(operation.GetWithDefault.Pairs.Select(pair => WithDefault(config, pair)));
                break;
            case ConfigRequest.Types.Operation.OpTypeOneofCase.GetAll:
                var prefix = operation.GetAll.HasPrefix ? operation.GetAll.Prefix : "";
                response.Pairs.AddRange(config.All() // the keys come without the prefix, as Spark sends them
                    .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(pair => Pair(pair.Key[prefix.Length..], pair.Value)));
                break;
            case ConfigRequest.Types.Operation.OpTypeOneofCase.Unset:
                foreach (var key in operation.Unset.Keys)
                {
                    config.Unset(key);
                }

                break;
            case ConfigRequest.Types.Operation.OpTypeOneofCase.IsModifiable:
                response.Pairs.AddRange(operation.IsModifiable.Keys.Select(key => Pair(key, config.IsModifiable(key) ? "true" : "false")));
                break;
            default:
                throw SparkErrors.Unsupported("A Config request without an operation");
        }

        return response;
    }

    private static void Set(SessionConfig config, ConfigRequest.Types.Set set, ConfigResponse response)
    {
        foreach (var pair in set.Pairs)
        {
            try
            {
                config.Set(pair.Key, pair.Value);
            }
            catch (SparkException error) when (set.Silent)
            {
                response.Warnings.Add(error.Message);
            }
        }
    }

    private static KeyValue WithDefault(SessionConfig config, KeyValue pair)
    {
        if (pair.HasValue)
        {
            config.Check(pair.Key, pair.Value);
        }

        return Pair(pair.Key, config.Find(pair.Key) ?? (pair.HasValue ? pair.Value : null));
    }

    private static KeyValue Pair(string key, string? value)
    {
        var pair = new KeyValue { Key = key };
        if (value is not null)
        {
            pair.Value = value;
        }

        return pair;
    }
}
