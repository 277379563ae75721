using System.Collections.Immutable;

namespace NeuralGen.Tests.Reference;

/// <summary>A dense layer: how many neurons, and what each does.</summary>
internal sealed record Layer(int Outputs, Activation Activation, bool Bias = true, double? Alpha = null)
{
    public double AlphaOrDefault => Alpha ?? ActivationFunction.DefaultAlpha(Activation);
}

/// <summary>A chain of dense layers and its loss, with the order of its parameters: weights [out, in] row-major, biases, next layer.</summary>
internal sealed class Architecture
{
    public Architecture(int inputs, Loss loss, params ReadOnlySpan<Layer> layers)
    {
        Inputs = inputs;
        Loss = loss;
        Layers = [.. layers];
        foreach (Layer layer in layers)
        {
            WeightOffsets = WeightOffsets.Add(ParameterCount);
            ParameterCount += layer.Outputs * inputs;
            BiasOffsets = BiasOffsets.Add(ParameterCount);
            ParameterCount += layer.Bias ? layer.Outputs : 0;
            inputs = layer.Outputs;
        }
    }

    public int Inputs { get; }

    public int Outputs => Layers[^1].Outputs;

    public Loss Loss { get; }

    public ImmutableArray<Layer> Layers { get; }

    public int ParameterCount { get; }

    /// <summary>The index of the first weight of each layer.</summary>
    public ImmutableArray<int> WeightOffsets { get; } = [];

    /// <summary>The index of the first bias of each layer.</summary>
    public ImmutableArray<int> BiasOffsets { get; } = [];

    /// <summary>The number of inputs of a layer.</summary>
    public int InputsOf(int layer) => layer == 0 ? Inputs : Layers[layer - 1].Outputs;

    /// <summary>A parameter's name for a person, such as <c>dense2.weight[3, 4]</c>.</summary>
    public string NameOf(int parameter)
    {
        int layer = Layers.Length - 1;
        while (WeightOffsets[layer] > parameter)
        {
            layer--;
        }

        int weight = parameter - WeightOffsets[layer];
        return parameter >= BiasOffsets[layer]
            ? $"dense{layer + 1}.bias[{parameter - BiasOffsets[layer]}]"
            : $"dense{layer + 1}.weight[{weight / InputsOf(layer)}, {weight % InputsOf(layer)}]";
    }

    public override string ToString() =>
        $"{Inputs} -> {string.Join(" -> ", Layers.Select(layer => $"{layer.Outputs} {layer.Activation}{(layer.Bias ? "" : " without bias")}"))}, {Loss}";
}
