using System.Reflection;
using System.Runtime.ExceptionServices;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>
/// Makes what bindings ask for, once each, by the constructor with the most parameters. What an outer container already has is
/// shared with the inner ones, as the run's objects are with each scenario.
/// </summary>
/// <remarks>As in Reqnroll, only <see cref="IDisposable"/> is honoured at the end, in the order of creation.</remarks>
internal sealed class ObjectContainer(ObjectContainer? outer = null) : IDisposable
{
    private readonly Dictionary<Type, object> _objects = [];
    private readonly List<IDisposable> _made = [];
    private readonly List<Type> _making = [];

    /// <summary>Hands out an object that is not disposed with the container.</summary>
    public void Register(Type type, object instance) => _objects[type] = instance;

    /// <exception cref="ObjectContainerException">The type, or one that it needs, cannot be made.</exception>
    public object Resolve(Type type)
    {
        if (Find(type) is { } known)
        {
            return known;
        }

        if (type.IsValueType || type.IsInterface || type.IsAbstract || type == typeof(string))
        {
            throw new ObjectContainerException($"{Path(type)} cannot be made: only a concrete class can.");
        }

        if (_making.Contains(type))
        {
            throw new ObjectContainerException($"{Path(type)} cannot be made: it needs itself.");
        }

        _making.Add(type);
        try
        {
            var made = Make(type);
            _objects.Add(type, made);
            if (made is IDisposable disposable)
            {
                _made.Add(disposable);
            }

            return made;
        }
        finally
        {
            _making.Remove(type);
        }
    }

    /// <summary>Disposes all that was made here, even if some fail; the first failure is thrown at the end.</summary>
    public void Dispose()
    {
        Exception? first = null;
        foreach (var disposable in _made)
        {
            try
            {
                disposable.Dispose();
            }
            catch (Exception error)
            {
                first ??= error;
            }
        }

        _made.Clear();
        _objects.Clear();
        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private object? Find(Type type) => _objects.GetValueOrDefault(type) ?? outer?.Find(type);

    private object Make(Type type)
    {
        var all = type.GetConstructors() is { Length: > 0 } open
            ? open
            : type.GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance);
        var fullest = all.GroupBy(constructor => constructor.GetParameters().Length).MaxBy(group => group.Key)?.ToList();
        if (fullest is not [var constructor])
        {
            throw new ObjectContainerException($"{Path()} cannot be made: several constructors take the most parameters.");
        }

        var arguments = constructor.GetParameters().Select(parameter => Resolve(parameter.ParameterType)).ToArray();
        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    private string Path(params Type[] last) => string.Join(" → ", _making.Concat(last).Select(step => step.Name));
}
