using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>What is possible by itself but too much together: the layers, the input, and the block that holds all parameters.</summary>
internal static class SizeRules
{
    /// <summary>Rows of weights are padded to this many numbers: one cache line of the smaller format.</summary>
    private const long RowGranularity = 16;

    /// <summary>What an array holds at most, less what alignment takes.</summary>
    private const long LargestStorage = int.MaxValue - 64L;

    /// <summary>The first thing that is too much, if any; every size is positive.</summary>
    public static IEnumerable<Problem> Check(NetworkDeclaration declaration, string name, DeclaredAttribute network, IReadOnlyList<DeclaredAttribute> layers)
    {
        if (layers.Count > NetworkDeclaration.MostLayers)
        {
            return [new Problem(ShapeDescriptors.TooManyLayers, layers[NetworkDeclaration.MostLayers].Location, name, Text(layers.Count), Text(NetworkDeclaration.MostLayers))];
        }

        long inputs = 1;
        for (int index = 0; index < declaration.InputShape.Count; index++)
        {
            inputs *= declaration.InputShape[index];
            if (inputs > int.MaxValue)
            {
                return [Problem(InputLocation(network, index), "the inputs", name, int.MaxValue)];
            }
        }

        int tooLarge = FirstTooLarge(declaration);
        return tooLarge < 0 ? [] : [Problem(layers[tooLarge].ParameterLocation(AttributeNames.Outputs), "the parameters", name, LargestStorage - 1)];
    }

    /// <summary>The place of the first layer with which the parameters are too many for one block; -1 where they fit.</summary>
    public static int FirstTooLarge(NetworkDeclaration declaration)
    {
        IReadOnlyList<long> sizes = declaration.ValueSizes();
        long storage = 0;
        for (int index = 0; index < declaration.Layers.Count; index++)
        {
            long row = (sizes[index + 1] + RowGranularity - 1) / RowGranularity * RowGranularity;
            storage += declaration.Layers[index] switch
            {
                DenseDeclaration => (sizes[declaration.InputsOf(index)[0]] + 1) * row,
                ElementwiseDeclaration function => function.Parameters * row,
                _ => 0,
            };
            if (storage >= LargestStorage)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Where a dimension of the input is written.</summary>
    public static Location InputLocation(DeclaredAttribute network, int index) => network.Elements(AttributeNames.InputShape) is null
        ? network.ParameterLocation(AttributeNames.InputSize)
        : network.ElementLocation(AttributeNames.InputShape, index);

    private static Problem Problem(Location location, string what, string name, long limit) =>
        new(ShapeDescriptors.TooLarge, location, what, name, Text(limit));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
