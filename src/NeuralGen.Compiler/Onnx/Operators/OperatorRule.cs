using NeuralGen.Compiler.Onnx.Format;
using NeuralGen.Compiler.Onnx.Steps;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>An operator that can be imported.</summary>
/// <param name="Name">Its type.</param>
/// <param name="Since">The operator set that brought it.</param>
/// <param name="LeastInputs">The number of inputs that must be there.</param>
/// <param name="MostInputs">The number of inputs there can be.</param>
/// <param name="Attributes">Its attributes, separated by spaces; <c>axes&lt;13</c> existed before opset 13, <c>axes&gt;=13</c> from it on.</param>
/// <param name="Apply">What it computes.</param>
internal sealed record OperatorRule(string Name, int Since, int LeastInputs, int MostInputs, string Attributes, Func<OperatorContext, Value> Apply)
{
    /// <summary>In operator sets before this one the operator meant something else, which is not supported.</summary>
    public int SupportedSince { get; init; } = Since;

    /// <summary>Checks what holds for every operator, and applies it.</summary>
    public Value Import(OperatorContext context)
    {
        if (context.InputCount < LeastInputs || context.InputCount > MostInputs)
        {
            string expected = LeastInputs == MostInputs ? $"{LeastInputs}" : $"{LeastInputs} to {MostInputs}";
            throw context.Refuse(ProblemKind.DamagedFile, $"has {context.InputCount} inputs; {expected} are expected");
        }

        foreach (AttributeMessage attribute in context.Attributes)
        {
            if (!Attributes.Split(' ').Any(known => Allows(known, attribute.Name, context.Opset)))
            {
                throw context.Refuse(ProblemKind.UnsupportedAttribute, $"has the attribute '{attribute.Name}', which {Name} does not have in opset {context.Opset}");
            }

            if (attribute.HasSeveralValues)
            {
                throw context.Refuse(ProblemKind.DamagedFile, $"has the attribute {attribute.Name} with values of several kinds");
            }

            if (attribute.Reference.Length > 0)
            {
                throw context.Refuse(ProblemKind.UnsupportedAttribute, $"takes the attribute '{attribute.Name}' from a function's parameter, which is only possible inside of a function");
            }
        }

        return Apply(context);
    }

    private static bool Allows(string known, string name, int opset)
    {
        string[] parts = known.Split(["<", ">="], StringSplitOptions.None);
        return parts[0] == name
            && (parts.Length == 1 || (known.Contains('<') ? opset < int.Parse(parts[1], null) : opset >= int.Parse(parts[1], null)));
    }
}
