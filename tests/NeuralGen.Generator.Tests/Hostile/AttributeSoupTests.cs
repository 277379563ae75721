using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Hostile;

/// <summary>
/// Random attributes, right and wrong: the generator never fails, and what it accepts compiles.
/// </summary>
public class AttributeSoupTests
{
    private static readonly string[] Headers =
    [
        "partial class Net;", "public sealed partial class Net;", "partial record Net;", "class Net;", "partial struct Net;", "abstract partial class Net;",
        "partial class Net<T>;", "partial class Net { int Forward() => 1; }", "file partial class Net;", "static partial class Net;", "interface Net;", "enum Net;",
    ];

    [Fact]
    public void Adapter_survives_anything() => Check(FakeCompiler.Compile, 150);

    [Fact]
    public void Compiler_survives_anything_and_its_code_compiles() => Check(NetworkCompiler.Compile, 40);

    private static void Check(Func<NetworkDeclaration, EquatableArray<GeneratedFile>> compile, int cases) =>
        Prop.ForAll(Soup.ToArbitrary(), source => Survives(source, compile))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(cases));

    private static void Survives(string source, Func<NetworkDeclaration, EquatableArray<GeneratedFile>> compile)
    {
        GeneratorRun run = GeneratorRun.Of([source], BuildSettings.Default with { VectorWidth = "256" }, compile);
        Assert.Null(run.Result.Exception);
        GeneratorRun.AssertNone(run.GeneratorDiagnostics);
        IEnumerable<Diagnostic> mistakes = run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        bool accepted = !mistakes.Any(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error) && IsCSharp(source);
        if (accepted)
        {
            GeneratorRun.AssertNone(run.CompilerDiagnostics());
        }
    }

    private static bool IsCSharp(string source) =>
        !BuildSettings.Default.Compile(source).GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static Gen<string> Soup =>
        from networks in Gen.Frequency((8, Network.ListOf(1)), (1, Network.ListOf(0)), (1, Network.ListOf(2)))
        from layers in Gen.Frequency((8, Gen.Choose(1, 4)), (1, Gen.Constant(0))).SelectMany(count => Layer.ListOf(count))
        from header in Gen.Frequency((6, Gen.Elements(Headers[..3])), (2, Gen.Elements(Headers)))
        from nested in Gen.Elements("{0}", "{0}", "{0}", "namespace N {{ {0} }}", "partial class Outer<T> {{ {0} }}", "class Outer {{ {0} }}")
        select "using NeuralGen;\n" + string.Format(System.Globalization.CultureInfo.InvariantCulture, nested, string.Join("\n", networks.Concat(layers).Append(header)));

    private static Gen<string> Network =>
        from sizes in Gen.Frequency((6, Size.ListOf(1)), (2, Size.ListOf(2)), (1, Size.ListOf(0)))
        from properties in Properties(("Loss", EnumValue("Loss", 5)), ("Precision", EnumValue("Precision", 1)), ("Seed", Integer))
        select $"[NeuralNetwork({string.Join(", ", sizes.Concat(properties))})]";

    private static Gen<string> Layer => Gen.Frequency((4, Dense), (1, Number.Select(rate => $"[Dropout({rate})]")));

    private static Gen<string> Dense =>
        from size in Gen.Frequency((9, Size.ListOf(1)), (1, Size.ListOf(0)))
        from activation in Gen.Frequency((5, EnumValue("Activation", 15).ListOf(1)), (1, Integer.ListOf(0)))
        from properties in Properties(("Bias", Gen.Elements("true", "false")), ("Alpha", Number), ("Initializer", EnumValue("Initializer", 7)))
        select $"[Dense({string.Join(", ", size.Concat(activation).Concat(properties))})]";

    private static Gen<string> Size => Gen.Frequency(
        (12, Gen.Choose(1, 70).Select(Text)), (2, Gen.Choose(-3, 0).Select(Text)), (1, Gen.Elements("int.MaxValue", "int.MinValue", "65536", "'a'", "1 + 1", "null", "\"x\"")));

    private static Gen<string> Integer => Gen.Elements("0", "-1", "42", "int.MaxValue", "int.MinValue");

    private static Gen<string> Number => Gen.Elements("0", "0.01", "-0.5", "1e-30", "1e39", "1e300", "double.NaN", "double.PositiveInfinity", "double.Epsilon", "-0.0", "3", "'c'");

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Gen<string> EnumValue(string type, int last) => Gen.Frequency(
        (12, Gen.Choose(0, last).Select(value => $"({type}){value}")), (1, Gen.Elements($"({type})(-1)", $"({type})1000", $"({type})int.MaxValue", "0", "7")));

    /// <summary>Each property is set or not; once in a while all of them twice.</summary>
    private static Gen<IEnumerable<string>> Properties(params (string Name, Gen<string> Value)[] properties) =>
        from values in Gen.CollectToList(properties, property => property.Value)
        from chosen in Gen.Elements(true, false, false).ListOf(properties.Length)
        from times in Gen.Frequency((15, Gen.Constant(1)), (1, Gen.Constant(2)))
        select Enumerable.Repeat(properties.Select((property, index) => (Text: $"{property.Name} = {values[index]}", Set: chosen[index])), times)
            .SelectMany(set => set)
            .Where(property => property.Set)
            .Select(property => property.Text);
}
