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
                foreach (var pair in operation.Set.Pairs)
                {
                    config.Set(pair.Key, pair.Value);
                }

                break;
            case ConfigRequest.Types.Operation.OpTypeOneofCase.Get:
                response.Pairs.AddRange(operation.Get.Keys.Select(key => Pair(key, config.Required(key))));
                break;
            case ConfigRequest.Types.Operation.OpTypeOneofCase.GetOption:
                response.Pairs.AddRange(operation.GetOption.Keys.Select(key => Pair(key, config.Find(key))));
                break;
            case ConfigRequest.Types.Operation.OpTypeOneofCase.Unset:
                foreach (var key in operation.Unset.Keys)
                {
                    config.Unset(key);
                }

                break;
            default:
                throw SparkErrors.Unsupported("A Config request without an operation");
        }

        return response;
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
