using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>Reads what [NeuralNetwork] itself says.</summary>
internal static class NetworkReader
{
    public static NetworkDeclaration Read(INamedTypeSymbol symbol, DeclaredAttribute attribute, CustomFunctionReader functions, List<Problem> problems)
    {
        TypeIdentity type = TypeIdentityReader.Read(symbol);
        var network = new NetworkDeclaration(
            type,
            ReadShape(type, attribute, problems),
            EquatableArray<LayerDeclaration>.Empty,
            EnumRules.Read<LossKind>(attribute.Property(AttributeNames.Loss, 0), "Loss", attribute.PropertyLocation(AttributeNames.Loss), problems),
            EnumRules.Read<Precision>(attribute.Property(AttributeNames.Precision, 0), "Precision", attribute.PropertyLocation(AttributeNames.Precision), problems),
            attribute.Property(AttributeNames.Seed, 0),
            VectorWidths.All)
        {
            WeightsPath = attribute.Property<string?>(AttributeNames.Weights, null),
        };
        var loss = new CustomLossReader(attribute);
        return loss.IsSet ? network with { CustomLoss = loss.Read(network.Precision, functions, problems) } : network;
    }

    private static EquatableArray<int> ReadShape(TypeIdentity type, DeclaredAttribute attribute, List<Problem> problems)
    {
        ImmutableArray<int>? several = attribute.Elements(AttributeNames.InputShape);
        ImmutableArray<int> shape = several ?? ImmutableArray.Create(attribute.Parameter<int>(AttributeNames.InputSize));
        if (shape.IsEmpty)
        {
            problems.Add(new Problem(ShapeDescriptors.EmptyInputShape, attribute.Location, type.Type.Name.TrimStart('@')));
        }

        for (int index = 0; index < shape.Length; index++)
        {
            if (shape[index] <= 0)
            {
                string what = several is null ? "number of inputs" : "size of input dimension " + (index + 1).ToString(CultureInfo.InvariantCulture);
                problems.Add(new Problem(ShapeDescriptors.NonPositiveSize, SizeRules.InputLocation(attribute, index), what, shape[index].ToString(CultureInfo.InvariantCulture)));
            }
        }

        return new EquatableArray<int>(shape);
    }
}
