using Microsoft.CodeAnalysis.CSharp;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Benchmarks.GeneratorTime;

/// <summary>A declaration that the generator is measured on.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Source">The declaration as a user writes it.</param>
/// <param name="LimitInMilliseconds">What a warm generator may take for it.</param>
internal sealed record GeneratorCase(string Name, string Source, double LimitInMilliseconds)
{
    private const double Typical = 20;
    private const double Large = 150;

    public static IReadOnlyList<GeneratorCase> All { get; } =
    [
        Of("2-4-1 (xor)", Typical, "2, Loss = Loss.BinaryCrossEntropy", "4, Activation.Tanh", "1, Activation.Sigmoid"),
        Of("784-128-10 (digits)", Typical, "784, Loss = Loss.CrossEntropy", "128, Activation.ReLU", "10, Activation.Softmax"),
        Of("64-64-32-10 (I3)", Typical, "64, Loss = Loss.CrossEntropy", "64, Activation.ReLU", "32, Activation.ReLU", "10, Activation.Softmax"),
        Of("10 x 1024, one activation", Large, "1024", [.. Enumerable.Repeat("1024, Activation.Tanh", 10)]),
        Of("10 x 1024, alternating", Large, "1024", [.. Alternating.Take(10).Select(activation => $"1024, Activation.{activation}")]),
    ];

    private static IEnumerable<Activation> Alternating =>
        [Activation.ReLU, Activation.Tanh, Activation.Sigmoid, Activation.GELU, Activation.SiLU, Activation.ELU, Activation.Mish, Activation.Softplus, Activation.LeakyReLU, Activation.Identity];

    /// <summary>A single layer as wide as its input.</summary>
    public static GeneratorCase Square(int width) => Of($"{width}-{width}", Typical, $"{width}", $"{width}, Activation.ReLU");

    /// <summary>An input size and layers such as <c>128:ReLU</c>, with the loss that fits the last one.</summary>
    public static GeneratorCase OfLayers(IReadOnlyList<string> layers)
    {
        string loss = layers[^1].Split(':').ElementAtOrDefault(1) switch
        {
            nameof(Activation.Softmax) => nameof(Loss.CrossEntropy),
            nameof(Activation.Sigmoid) => nameof(Loss.BinaryCrossEntropy),
            _ => nameof(Loss.MeanSquaredError),
        };
        return Of(string.Join("-", layers), Typical, $"{layers[0]}, Loss = Loss.{loss}", [.. layers.Skip(1).Select(layer => layer.Replace(":", ", Activation.", StringComparison.Ordinal))]);
    }

    /// <summary>The user's project before the generator runs.</summary>
    public CSharpCompilation Compilation() => BuildSettings.Default.Compile(Source);

    /// <summary>What the generator reads from the attributes.</summary>
    public NetworkDeclaration Declaration()
    {
        NetworkDeclaration? declaration = null;
        var generator = new NetworkGenerator(read =>
        {
            declaration = read;
            return [];
        });
        CSharpGeneratorDriver.Create(generator).RunGenerators(Compilation());
        return declaration ?? throw new InvalidOperationException($"'{Name}' is no valid declaration.");
    }

    private static GeneratorCase Of(string name, double limit, string network, params string[] layers)
    {
        string attributes = string.Concat(layers.Select(layer => $"[Dense({layer})]\n"));
        return new GeneratorCase(name, $"using NeuralGen;\n\n[NeuralNetwork({network})]\n{attributes}public sealed partial class Net;\n", limit);
    }
}
