using System.Numerics;

namespace NeuralGen.Tests.Networks;

/// <summary>All networks declared by the program NeuralGen.Tests.Declarations, which writes the tables of this class.</summary>
internal static partial class DeclaredNetworks
{
    /// <summary>The networks of a number format.</summary>
    public static IEnumerable<DeclaredNetwork<T>> Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? SinglePrecision.Cast<DeclaredNetwork<T>>() : DoublePrecision.Cast<DeclaredNetwork<T>>();

    /// <summary>The names of the networks of some families, one a row.</summary>
    public static TheoryData<string> Names<T>(params ReadOnlySpan<Family> families)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Family[] chosen = [.. families];
        return [.. Of<T>().Where(network => chosen.Contains(network.Family)).Select(network => network.Name)];
    }

    /// <summary>The first network with an activation in every layer and a shape, whatever its loss.</summary>
    public static DeclaredNetwork<T> Find<T>(Activation activation, params int[] shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Of<T>().First(network =>
            network.Family == Family.Activations
            && network.Architecture.Layers[0].Activation == activation
            && shape.SequenceEqual(network.Architecture.Layers.Select(layer => layer.Outputs).Prepend(network.Architecture.Inputs)));

    public static DeclaredNetwork<T> Find<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Of<T>().Single(network => network.Name == name);
}
