using System.Globalization;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.ModelFiles.Formats;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>The weights of a model file: as numbers in C# where they are few, and where they are in a resource if they are many.</summary>
internal static class WeightsFile
{
    private const int NumbersPerLine = 8;
    private const int LongestName = 80;

    public static GeneratedFile Write(TypeIdentity type, WeightSource weights, ExecutionPlan plan)
    {
        string scalar = VectorDialect.Create(plan.Precision, 0).Scalar;
        string content = "This file: the weights that a new network has, as the model file had them when the project was built.";
        return SourceFile.Helpers(type, "Weights.g.cs", content, writer =>
        {
            writer.Line("/// <summary>The weights of the model file.</summary>");
            using (writer.Block($"internal static class {GeneratedNames.Weights}"))
            {
                if (weights.Resource is { } resource)
                {
                    WriteResource(writer, weights, resource, plan.Parameters, scalar);
                }
                else
                {
                    WriteNumbers(writer, weights, plan, scalar);
                }
            }
        });
    }

    private static void WriteResource(SourceWriter writer, WeightSource weights, string resource, ParameterPlan parameters, string scalar)
    {
        writer.Line("/// <summary>Overwrites all parameters.</summary>");
        using (writer.Block($"internal static void CopyTo(ParameterVector<{scalar}> parameters)"))
        {
            writer.Line($"using EmbeddedWeights weights = new(typeof({GeneratedNames.Weights}).Assembly, \"{resource}\");");
            foreach (TensorPlan tensor in parameters.Tensors)
            {
                WeightTensor source = Source(weights, tensor);
                string method = source.SourceType switch
                {
                    "F64" => "CopyDouble",
                    "F32" => "CopySingle",
                    "F16" => "CopyHalf",
                    _ => "CopyBFloat16",
                };
                if (IsRenamed(source))
                {
                    writer.Line($"// {NameInFile(source)}");
                }

                writer.Line($"weights.{method}({Literal(source.Offset)}, parameters[\"{tensor.Name}\"]);");
            }
        }
    }

    private static void WriteNumbers(SourceWriter writer, WeightSource weights, ExecutionPlan plan, string scalar)
    {
        (string integer, string format) = plan.Precision == Precision.Single ? ("uint", "x8") : ("ulong", "x16");
        writer.Line("/// <summary>Their bits: all tensors in order, each row by row.</summary>");
        writer.Line($"private static ReadOnlySpan<{integer}> Bits =>");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (TensorPlan tensor in plan.Parameters.Tensors)
            {
                WeightTensor source = Source(weights, tensor);
                string name = IsRenamed(source) ? ", " + NameInFile(source) : "";
                writer.Line($"// {tensor.Name} [{string.Join(", ", tensor.Shape.Select(size => Text(size)))}]{name}");
                string[] bits = [.. source.Bits.Select(number => "0x" + number.ToString(format, CultureInfo.InvariantCulture) + ",")];
                for (int i = 0; i < bits.Length; i += NumbersPerLine)
                {
                    writer.Line(string.Join(" ", bits.Skip(i).Take(NumbersPerLine)));
                }
            }
        }

        writer.Line("];");
        writer.Blank();
        writer.Line("/// <summary>Overwrites all parameters.</summary>");
        writer.Line($"internal static void CopyTo(ParameterVector<{scalar}> parameters) => parameters.CopyFrom(MemoryMarshal.Cast<{integer}, {scalar}>(Bits));");
    }

    /// <summary>Whether the file calls a tensor something else, so that a reader can see what was recognised as what.</summary>
    private static bool IsRenamed(WeightTensor source) => source.SourceName.Length > 0 && source.SourceName != source.Name;

    private static string NameInFile(WeightTensor source) => $"'{PlainText.OneLine(source.SourceName, LongestName)}' in the file";

    private static WeightTensor Source(WeightSource weights, TensorPlan tensor) => weights.Tensors.First(source => source.Name == tensor.Name);
}
