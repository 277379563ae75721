using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>Reads a dense layer.</summary>
internal static class DenseReader
{
    private static readonly string[] ActivationVariables = ["z"];

    public static DenseDeclaration Read(DeclaredAttribute attribute, Precision precision, CustomFunctionReader functions, List<Problem> problems)
    {
        int outputs = attribute.Parameter<int>(AttributeNames.Outputs);
        if (outputs <= 0)
        {
            string number = outputs.ToString(CultureInfo.InvariantCulture);
            problems.Add(new Problem(ShapeDescriptors.NonPositiveSize, attribute.ParameterLocation(AttributeNames.Outputs), "number of outputs", number));
        }

        InitializerKind initializer = EnumRules.Read<InitializerKind>(
            attribute.Property(AttributeNames.Initializer, 0), "Initializer", attribute.PropertyLocation(AttributeNames.Initializer), problems);
        string? weightsName = attribute.Property<string?>(AttributeNames.WeightsName, null);
        bool bias = attribute.Property(AttributeNames.Bias, true);
        if (attribute.HasParameter(AttributeNames.Function))
        {
            Expression? function = ReadFunction(attribute, precision, functions, problems);
            return new DenseDeclaration(outputs, ActivationKind.Identity, null, bias, initializer) { CustomActivation = function, WeightsName = weightsName };
        }

        ActivationKind activation = EnumRules.Read<ActivationKind>(
            attribute.Parameter<int>(AttributeNames.Activation), "Activation", attribute.ParameterLocation(AttributeNames.Activation), problems);
        if (activation == ActivationKind.Softmax && outputs == 1)
        {
            problems.Add(new Problem(ShapeDescriptors.SoftmaxOverOneOutput, attribute.ParameterLocation(AttributeNames.Activation)));
        }

        double? alpha = ReadAlpha(attribute, activation, precision, problems);
        return new DenseDeclaration(outputs, activation, alpha, bias, initializer) { WeightsName = weightsName };
    }

    private static Expression? ReadFunction(DeclaredAttribute attribute, Precision precision, CustomFunctionReader functions, List<Problem> problems)
    {
        if (attribute.IsPropertySet(AttributeNames.Alpha))
        {
            problems.Add(new Problem(DeclarationDescriptors.AlphaUnused, attribute.PropertyLocation(AttributeNames.Alpha), "A function of your own"));
        }

        INamedTypeSymbol? owner = attribute.Parameter<INamedTypeSymbol>(AttributeNames.FunctionType);
        string name = attribute.Parameter<string>(AttributeNames.Function) ?? "";
        Location location = attribute.ParameterLocation(AttributeNames.Function);
        return functions.Read(owner, name, location, precision, ActivationVariables);
    }

    private static double? ReadAlpha(DeclaredAttribute attribute, ActivationKind activation, Precision precision, List<Problem> problems)
    {
        if (!attribute.IsPropertySet(AttributeNames.Alpha))
        {
            return null;
        }

        if (activation is not (ActivationKind.LeakyReLU or ActivationKind.ELU))
        {
            if (Enum.IsDefined(typeof(ActivationKind), activation))
            {
                problems.Add(new Problem(DeclarationDescriptors.AlphaUnused, attribute.PropertyLocation(AttributeNames.Alpha), "Activation." + activation));
            }

            return null;
        }

        double alpha = attribute.Property(AttributeNames.Alpha, 0.0);
        double rounded = precision == Precision.Single ? (float)alpha : alpha;
        if (double.IsNaN(rounded) || double.IsInfinity(rounded))
        {
            string number = alpha.ToString("R", CultureInfo.InvariantCulture);
            problems.Add(new Problem(DeclarationDescriptors.AlphaNotFinite, attribute.PropertyLocation(AttributeNames.Alpha), number, precision));
        }

        return alpha;
    }
}
