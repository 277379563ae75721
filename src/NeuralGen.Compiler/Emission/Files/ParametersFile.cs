using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>The layout of the parameters and their initial values.</summary>
internal static class ParametersFile
{
    public static GeneratedFile Write(TypeIdentity type, WeightSource? weights, ExecutionPlan plan)
    {
        string scalar = VectorDialect.Create(plan.Precision, 0).Scalar;
        return SourceFile.Helpers(type, "Parameters.g.cs", "This file: where the parameters lie, and what they start from.", writer =>
        {
            writer.Line("/// <summary>");
            writer.Line("/// The parameters. Logically, weights are [out, in]; they are stored [in][out], or [out][in] where there are few outputs,");
            writer.Line("/// each row padded with zeros to 64 bytes or one cache line more.");
            writer.Line("/// </summary>");
            using (writer.Block($"internal static class {GeneratedNames.Parameters}"))
            {
                WriteLayout(writer, plan.Parameters);
                writer.Blank();
                WriteCreate(writer, weights, scalar);
                WriteInitialize(writer, plan.Parameters, weights is not null, scalar);
            }
        });
    }

    private static void WriteLayout(SourceWriter writer, ParameterPlan parameters)
    {
        writer.Line("/// <summary>Names, shapes and places.</summary>");
        writer.Line("internal static readonly ParameterLayout Layout = new(");
        using (writer.Indent())
        {
            writer.Line($"storageLength: {Text(parameters.StorageLength)},");
            for (int i = 0; i < parameters.Tensors.Count; i++)
            {
                TensorPlan tensor = parameters.Tensors[i];
                string end = i == parameters.Tensors.Count - 1 ? ");" : ",";
                writer.Line($"new TensorLayout(\"{tensor.Name}\", shape: [{List(tensor.Shape)}], offset: {Text(tensor.Offset)}, strides: [{List(tensor.Strides)}]){end}");
            }
        }
    }

    private static void WriteCreate(SourceWriter writer, WeightSource? weights, string scalar)
    {
        if (weights is not null)
        {
            writer.Line("/// <summary>New parameters, with the weights of the model file.</summary>");
            using (writer.Block($"internal static ParameterVector<{scalar}> Create()"))
            {
                writer.Line($"ParameterVector<{scalar}> parameters = new(Layout);");
                writer.Line($"{GeneratedNames.Weights}.CopyTo(parameters);");
                writer.Line("return parameters;");
            }

            return;
        }

        writer.Line("/// <summary>New parameters, drawn from a seed.</summary>");
        using (writer.Block($"internal static ParameterVector<{scalar}> Create(int seed)"))
        {
            writer.Line($"ParameterVector<{scalar}> parameters = new(Layout);");
            writer.Line("Initialize(parameters, seed);");
            writer.Line("return parameters;");
        }
    }

    private static void WriteInitialize(SourceWriter writer, ParameterPlan parameters, bool hasWeights, string scalar)
    {
        bool hasFunctions = parameters.Tensors.Any(tensor => tensor.Initializer is null);
        writer.Line(hasFunctions
            ? "/// <summary>Draws weights and biases from a seed; what is not drawn is zero, and the parameters of functions are those of the model.</summary>"
            : "/// <summary>Draws all parameters from a seed; what is not drawn is zero.</summary>");
        using (writer.Block($"internal static void Initialize(ParameterVector<{scalar}> parameters, int seed)"))
        {
            TensorPlan[] drawn = [.. parameters.Tensors.Where(tensor => tensor.Initializer is not (null or InitializerKind.Zeros))];
            if (hasFunctions && hasWeights)
            {
                writer.Line($"{GeneratedNames.Weights}.CopyTo(parameters);");
                foreach (TensorPlan tensor in parameters.Tensors.Where(tensor => tensor.Initializer == InitializerKind.Zeros))
                {
                    writer.Line($"parameters.Storage.Slice({Text(tensor.Offset)}, {Text(tensor.Length)}).Clear();");
                }
            }
            else
            {
                writer.Line("parameters.Clear();");
            }

            if (drawn.Length > 0)
            {
                writer.Line("ParameterInitializer initializer = new(seed);");
            }

            foreach (TensorPlan tensor in drawn)
            {
                writer.Line($"initializer.{tensor.Initializer}(parameters[\"{tensor.Name}\"]);");
            }
        }
    }

    private static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => Text(number)));
}
