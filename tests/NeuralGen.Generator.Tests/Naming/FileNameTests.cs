using NeuralGen.Compiler;
using NeuralGen.Generator.Naming;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Naming;

/// <summary>Files have readable names, and different networks different ones, however they are called.</summary>
public class FileNameTests
{
    private const string Attributes = "[NeuralGen.NeuralNetwork(2)] [NeuralGen.Dense(1)]";

    [Theory]
    [InlineData("namespace A.B { partial class C<T, U> { partial struct D { @ partial class E; } } }", "A.B.C-2.D.E.g.cs")]
    [InlineData("@ partial class @class;", "class.g.cs")]
    [InlineData("namespace @namespace { @ partial record Net<T>; }", "namespace.Net-1.g.cs")]
    [InlineData("@ partial class Ünï;", "Ünï.g.cs")]
    public void Name_is_that_of_the_class(string source, string expected) => Assert.Contains(expected, Names(source));

    [Fact]
    public void Every_file_of_a_network_has_its_prefix() => Assert.Equal(["N.Net.Forward.g.cs", "N.Net.g.cs"], Names("namespace N { @ partial class Net; }"));

    [Theory]
    [InlineData("@ partial class Net; @ partial class NET;")]
    [InlineData("namespace A { @ partial class Net; } namespace a { @ partial class Net; }")]
    [InlineData("@ partial class Net; @ partial class Net<T>; @ partial class Net<T, U>;")]
    [InlineData("@ partial class Net_; @ partial class Net\u0301; @ partial class Net\u0300;")]
    [InlineData("namespace N { @ partial class Net; } namespace M { @ partial class Net; }")]
    [InlineData("@ partial class Net; @ partial record Net;")]
    [InlineData("namespace A { @ partial class Net; } partial class A { @ partial class Net; }")]
    [InlineData("partial class Outer { @ partial class Net; } partial struct Outer { @ partial class Net; }")]
    public void Different_networks_have_different_files(string source)
    {
        int networks = source.Split("@ ").Length - 1;
        Assert.Equal(2 * networks, Names(source).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Nested_type_called_like_a_part_has_a_file_of_its_own()
    {
        GeneratorRun run = GeneratorRun.Of(
            ["partial class Net { @ partial class Extra; } @ partial class Net;".Replace("@", Attributes, StringComparison.Ordinal)],
            null,
            declaration => new[] { new GeneratedFile("g.cs", string.Empty), new GeneratedFile("Extra.g.cs", string.Empty) }.ToEquatableArray());
        Assert.Equal(4, run.Files.Count);
    }

    [Fact]
    public void Name_of_a_network_that_clashes_with_none_needs_no_hash() => Assert.Contains("Third.g.cs", Names("@ partial class Net; @ partial class NET; @ partial class Third;"));

    [Fact]
    public void Long_names_are_shortened()
    {
        string name = string.Concat(Enumerable.Repeat("Long", 200));
        Assert.All(Names($"namespace {name} {{ @ partial class {name}; }}"), file => Assert.InRange(file.Length, 1, 120));
    }

    [Fact]
    public void Long_names_that_end_alike_stay_different()
    {
        string name = string.Concat(Enumerable.Repeat("Long", 200));
        Assert.Equal(4, Names($"@ partial class A{name}; @ partial class B{name};").Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Hash_is_the_same_in_every_process() => Assert.Equal("b9d4ee6c75cc8816", StableHash.Of("Net \u2212"));

    private static string[] Names(string source)
    {
        GeneratorRun run = GeneratorRun.Of([source.Replace("@ ", Attributes + " ", StringComparison.Ordinal)], null, FakeCompiler.Compile);
        Assert.Null(run.Result.Exception);
        return [.. run.Files.Keys.Order(StringComparer.Ordinal)];
    }
}
