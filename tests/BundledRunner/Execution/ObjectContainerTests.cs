using SparkLoad.BundledRunner.Execution;

namespace SparkLoad.BundledRunner.Tests.Execution;

public sealed class ObjectContainerTests
{
    private static readonly List<string> s_disposed = [];

    [SetUp]
    public void Forget() => s_disposed.Clear();

    [Test]
    public void Resolve_Twice_IsTheSameObjectWithItsParts()
    {
        using var container = new ObjectContainer();

        var whole = (Whole)container.Resolve(typeof(Whole));

        container.Resolve(typeof(Whole)).ShouldBeSameAs(whole);
        container.Resolve(typeof(Part)).ShouldBeSameAs(whole.Part);
    }

    [Test]
    public void Resolve_KnownOutside_IsShared()
    {
        using var outer = new ObjectContainer();
        using var inner = new ObjectContainer(outer);
        var part = outer.Resolve(typeof(Part));

        inner.Resolve(typeof(Part)).ShouldBeSameAs(part);
        inner.Dispose();

        s_disposed.ShouldBeEmpty("it belongs to the outer container");
    }

    [Test]
    public void Resolve_MadeInside_StaysInside()
    {
        using var outer = new ObjectContainer();
        using var inner = new ObjectContainer(outer);

        inner.Resolve(typeof(Part)).ShouldNotBeSameAs(outer.Resolve(typeof(Part)));
    }

    [Test]
    public void Dispose_WhatItMade_InTheOrderOfCreationEvenIfOneFails()
    {
        var container = new ObjectContainer();
        container.Register(typeof(Given), new Given());
        container.Resolve(typeof(Fails));
        container.Resolve(typeof(Whole));
        container.Resolve(typeof(OnlyAsync));

        Should.Throw<InvalidOperationException>(container.Dispose).Message.ShouldBe("cannot end");

        s_disposed.ShouldBe(["part", "whole"], "Reqnroll disposes neither what was given to it nor what is only IAsyncDisposable");
    }

    [TestCase(typeof(IDisposable), "IDisposable cannot be made: only a concrete class can.")]
    [TestCase(typeof(NeedsInterface), "NeedsInterface → IDisposable cannot be made: only a concrete class can.")]
    [TestCase(typeof(Hen), "Hen → Egg → Hen cannot be made: it needs itself.")]
    [TestCase(typeof(Undecided), "Undecided cannot be made: several constructors take the most parameters.")]
    public void Resolve_Impossible_SaysThePathAndWhy(Type type, string message)
    {
        using var container = new ObjectContainer();

        Should.Throw<ObjectContainerException>(() => container.Resolve(type)).Message.ShouldBe(message);
    }

    public sealed class Part : IDisposable
    {
        public void Dispose() => s_disposed.Add("part");
    }

    public sealed class Whole(Part part) : IDisposable
    {
        public Part Part => part;

        public void Dispose() => s_disposed.Add("whole");
    }

    public sealed class Given : IDisposable
    {
        public void Dispose() => s_disposed.Add("given");
    }

    public sealed class Fails : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("cannot end");
    }

    public sealed class OnlyAsync : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            s_disposed.Add("async");
            return default;
        }
    }

    public sealed class NeedsInterface(IDisposable needed)
    {
        public IDisposable Needed => needed;
    }

    public sealed class Hen(Egg egg)
    {
        public Egg Egg => egg;
    }

    public sealed class Egg(Hen hen)
    {
        public Hen Hen => hen;
    }

    public sealed class Undecided
    {
        public Undecided(Part part) => Part = part;

        public Undecided(Given given) => Part = given;

        public object Part { get; }
    }
}
