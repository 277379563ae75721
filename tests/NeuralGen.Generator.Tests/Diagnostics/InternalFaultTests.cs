using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Diagnostics;

/// <summary>A defect of NeuralGen becomes NG9999 on its network and leaves the others alone.</summary>
public class InternalFaultTests
{
    private const string Source =
        """
        using NeuralGen;

        namespace Some
        {
            [NeuralNetwork(2, Seed = 5)]
            [Dense(1)]
            partial class Bad;

            [NeuralNetwork(2)]
            [Dense(1)]
            partial class Good;
        }
        """;

    [Fact]
    public void Exception_of_the_compiler_becomes_a_diagnostic() => Assert.Equal("NG9999", Assert.Single(RunWithFault().GeneratorDiagnostics).Id);

    [Fact]
    public void Diagnostic_names_network_and_exception() => Assert.StartsWith(
        "NeuralGen failed on 'Some.Bad': InvalidOperationException: no such thing. ",
        RunWithFault().GeneratorDiagnostics.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Fact]
    public void Diagnostic_points_at_the_attribute()
    {
        Location location = RunWithFault().GeneratorDiagnostics.Single().Location;
        Assert.Equal("NeuralNetwork(2, Seed = 5)", Source.Substring(location.SourceSpan.Start, location.SourceSpan.Length));
    }

    [Fact]
    public void Diagnostic_gives_file_and_line()
    {
        FileLinePositionSpan span = RunWithFault().GeneratorDiagnostics.Single().Location.GetLineSpan();
        Assert.Equal(("source0.cs", 4), (span.Path, span.StartLinePosition.Line));
    }

    [Fact]
    public void Other_networks_still_compile() => Assert.Equal(["Some.Good.Forward.g.cs", "Some.Good.g.cs"], RunWithFault().Files.Keys.Order());

    [Fact]
    public void Exception_of_the_reader_becomes_a_diagnostic()
    {
        var generator = new NetworkGenerator((_, _, _) => throw new InvalidOperationException("unreadable"), FakeCompiler.Compile);
        GeneratorRun run = GeneratorRun.Of(generator, Source);
        Assert.Equal(["NG9999", "NG9999"], run.GeneratorDiagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void Good_networks_give_no_such_diagnostic()
    {
        Assert.Empty(GeneratorRun.Of([Source], null, FakeCompiler.Compile).GeneratorDiagnostics);
    }

    private static GeneratorRun RunWithFault() => GeneratorRun.Of([Source], null, FailOnBad);

    private static EquatableArray<GeneratedFile> FailOnBad(NetworkDeclaration declaration) => declaration.Type.Type.Name == "Bad"
        ? throw new InvalidOperationException("no\nsuch thing.")
        : FakeCompiler.Compile(declaration);
}
