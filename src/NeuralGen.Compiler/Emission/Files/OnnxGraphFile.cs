using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>
/// The forward pass once more, as calls that put an ONNX graph together. It is a part of the user's class, with every name
/// written in full; what it implements has no name that a member of the user's could have.
/// </summary>
internal static class OnnxGraphFile
{
    public static GeneratedFile Write(TypeIdentity type, string loss, ExecutionPlan plan)
    {
        var writer = new SourceWriter();
        VectorDialect dialect = VectorDialect.Create(plan.Precision, 0);
        string contract = $"global::NeuralGen.IOnnxNetwork<{dialect.Scalar}>";
        SourceFile.Header(writer, type, "This file: the network as a graph of ONNX operators, which SaveOnnx writes. Nothing else uses it.");
        PartialClass.Write(writer, type, () =>
        {
            using (writer.Block($"{PartialClass.Heading(type.Type)} : {contract}"))
            {
                writer.Line("/// <inheritdoc/>");
                using (writer.Block($"void {contract}.Describe(global::NeuralGen.Runtime.OnnxGraph graph)"))
                {
                    writer.Line($"graph.Begin({Text(type.Type.Name.TrimStart('@'))}, InputSize, OutputSize, loss: {Text(loss)});");
                    foreach (OnnxStep step in plan.Onnx.Steps)
                    {
                        WriteStep(writer, dialect, step);
                    }
                }
            }
        });
        return new GeneratedFile("Onnx.g.cs", writer.ToString());
    }

    private static void WriteStep(SourceWriter writer, VectorDialect dialect, OnnxStep step)
    {
        writer.Blank();
        writer.Line("// " + step.Comment);
        foreach (OnnxOperator operation in step.Operators)
        {
            IEnumerable<string> operands = operation.Operands.Select(operand => operand switch
            {
                OnnxOperand.Number number => $"graph.Number({dialect.Literal(number.Value)})",
                _ => Text(((OnnxOperand.Named)operand).Name),
            });
            IEnumerable<string> attributes = operation.Attributes.Select(attribute => $"{attribute.Name}: {dialect.Literal(attribute.Value)}");

            // Operators with attributes have methods of their own.
            bool hasAttributes = operation.Type is "Gemm" or "Softmax" or "LogSoftmax" || operation.Attributes.Count > 0;
            string[] first = hasAttributes ? [Text(operation.Result)] : [Text(operation.Result), Text(operation.Type)];
            string method = hasAttributes ? operation.Type : "Apply";
            writer.Line($"graph.{method}({string.Join(", ", first.Concat(operands).Concat(attributes))});");
        }
    }

    /// <summary>Names of values and types, and formulas, have no characters that a literal would have to escape.</summary>
    private static string Text(string text) => $"\"{text}\"";
}
