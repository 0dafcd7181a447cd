using NUnit.Framework;
using Shouldly;

namespace SparkLoad.ProfileReader.Tests;

internal sealed class MethodNameTests
{
    [TestCase("System.Threading.Thread.StartCallback()", "System.Threading.Thread.StartCallback")]
    [TestCase("A.Load+<RunAsync>d__4.MoveNext()", "A.Load.RunAsync")]
    [TestCase("A.Load+<RunAsync>d__4`1[System.__Canon].MoveNext()", "A.Load.RunAsync")]
    [TestCase("A.Load+<>c__DisplayClass3_0.<Begin>b__1(class System.Object)", "A.Load.Begin")]
    [TestCase("A.Load+<>c.<Begin>b__3_0(int32)", "A.Load.Begin")]
    [TestCase("Program.<<Main>$>g__Busy|0_0()", "Program.<<Main>$>g__Busy|0_0")]
    [TestCase("A.Load.<Begin>g__Inner|2_1(int32)", "A.Load.Begin")]
    [TestCase("A.List`1[System.__Canon].Add(!0)", "A.List.Add")]
    [TestCase("A.Load`2[System.Collections.Generic.List`1[System.Byte[]],T].Run()", "A.Load.Run")]
    [TestCase("A.Cache`1+<>c__6`1[System.ValueTuple`3[T,T,T],T].<GetOrAdd>b__6_0(!0)", "A.Cache.GetOrAdd")]
    [TestCase("", "")]
    public void MethodName_OfTheRuntime_IsThatOfAPerson(string full, string expected) => MethodName.Of(full).ShouldBe(expected);
}
