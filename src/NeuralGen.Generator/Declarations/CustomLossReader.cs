using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>Reads the loss of the user's own that an attribute names.</summary>
/// <param name="attribute">[NeuralNetwork] or [OnnxModel].</param>
internal sealed class CustomLossReader(DeclaredAttribute attribute)
{
    private static readonly string[] Variables = ["a", "y"];

    /// <summary>Whether the attribute names one.</summary>
    public bool IsSet => attribute.IsPropertySet(AttributeNames.CustomLoss) || attribute.IsPropertySet(AttributeNames.CustomLossType);

    /// <summary>Where it names it.</summary>
    public Location Location => attribute.PropertyLocation(attribute.IsPropertySet(AttributeNames.CustomLoss) ? AttributeNames.CustomLoss : AttributeNames.CustomLossType);

    private INamedTypeSymbol? Owner => attribute.Property<INamedTypeSymbol?>(AttributeNames.CustomLossType, null);

    private string Name => attribute.Property(AttributeNames.CustomLoss, "");

    /// <summary>What the method has to look like.</summary>
    public static string Signature(string name, Precision precision) => CustomFunctionReader.Signature(name, precision, Variables);

    /// <summary>The loss in the network's precision.</summary>
    public Expression? Read(Precision precision, CustomFunctionReader functions, List<Problem> problems)
    {
        CheckLoss(problems);
        return functions.Read(Owner, Name, Location, precision, Variables);
    }

    /// <summary>The loss of a network whose precision is in its model file: in each precision in which there is such a method.</summary>
    /// <param name="network">The class in which methods stand unless another is named.</param>
    public ModelLoss? ReadForModel(INamedTypeSymbol network, CustomFunctionReader functions, List<Problem> problems)
    {
        CheckLoss(problems);
        bool isSingle = functions.Has(Owner, Name, Precision.Single, Variables.Length);
        bool isDouble = functions.Has(Owner, Name, Precision.Double, Variables.Length);

        // Where there is none, the message is about the usual precision.
        Expression? single = isSingle || !isDouble ? functions.Read(Owner, Name, Location, Precision.Single, Variables) : null;
        Expression? inDouble = isDouble ? functions.Read(Owner, Name, Location, Precision.Double, Variables) : null;
        return new ModelLoss(Name, (Owner ?? network).Name, single, inDouble);
    }

    private void CheckLoss(List<Problem> problems)
    {
        if (attribute.IsPropertySet(AttributeNames.Loss))
        {
            problems.Add(new Problem(CustomFunctionDescriptors.TwoLosses, attribute.PropertyLocation(AttributeNames.Loss)));
        }
    }
}
