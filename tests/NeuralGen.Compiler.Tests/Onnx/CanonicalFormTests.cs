using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>What a network is saved as has the layers that it was imported with: their order and forms do not depend on how they are written.</summary>
public class CanonicalFormTests
{
    [Theory]
    [InlineData("Add", "g z")]
    [InlineData("Add", "z g")]
    [InlineData("Mul", "g z")]
    [InlineData("Mul", "z g")]
    public void Layers_are_in_the_order_of_the_file(string operation, string operands)
    {
        TestModel model = Start().Node("Tanh", "x", "t").Node("Gemm", "t w", "z").Node("Gemm", "x w", "u").Node("Softmax", "u", "g").Node("Softmax", "x", "h")
            .Node(operation, operands, "s").Node("Add", "h s", "y").Output();
        Assert.Equal(["function1", "dense1", "dense2", "softmax1", "function2", "function3"], Layers(model).Select(layer => layer.Name));
    }

    [Fact]
    public void Smaller_number_is_the_same_function_as_a_choice() => Assert.Equal(
        Layers(Start().Node("Min", "half x", "m").Node("Gemm", "m w", "y").Output())[0].Declaration,
        Layers(Start().Node("Greater", "x half", "g").Node("Where", "g half x", "m").Node("Gemm", "m w", "y").Output())[0].Declaration);

    /// <summary>A choice by two comparisons, as PyTorch writes Hardshrink, and the same as a saved network has it.</summary>
    [Fact]
    public void Choice_that_is_turned_around_is_the_same_function() => Assert.Equal(
        Layers(Either().Node("Where", "e x zero", "m").Node("Gemm", "m w", "y").Output())[0].Declaration,
        Layers(Either().Node("Cast", "e", "n", ("to", 1)).Node("Equal", "n zero", "q").Node("Where", "q zero x", "m").Node("Gemm", "m w", "y").Output())[0].Declaration);

    private static TestModel Either() => Start().Constant("zero", [], 0).Constant("low", [], -0.5)
        .Node("Greater", "x half", "g").Node("Less", "x low", "l").Node("Or", "g l", "e");

    private static TestModel Start() => new TestModel().Input("x", "N", 2).Constant("w", [2, 2], 1, 2, 3, 4).Constant("half", [], 0.5);

    private static EquatableArray<ImportedLayer> Layers(TestModel model)
    {
        EquatableArray<ImportedLayer>? layers = NetworkLayers.Read(model.Import().Network(), out ImportProblem? problem);
        Assert.True(layers is not null, problem?.Message);
        return layers.Value;
    }
}
