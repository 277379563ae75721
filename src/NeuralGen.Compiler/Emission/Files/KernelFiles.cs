using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Emission.Kernels;
using NeuralGen.Compiler.Planning;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>The kernels of each tier, and the class that chooses between tiers.</summary>
internal static class KernelFiles
{
    /// <summary>The kernels of one tier, and the functions they call.</summary>
    public static GeneratedFile Tier(TypeIdentity type, Precision precision, TierPlan tier)
    {
        VectorDialect dialect = VectorDialect.Create(precision, tier.Bits);
        string width = tier.Bits == 0 ? "plain numbers, for machines without vectors" : $"vectors of {Invariant.Text(tier.Bits)} bits";
        return SourceFile.Helpers(type, GeneratedNames.TierKernels(tier.Bits) + ".g.cs", $"This file: the kernels for {width}.", writer =>
        {
            writer.Line($"/// <summary>Kernels for {width}. Rows are samples; all sizes are constants.</summary>");
            using (writer.Block($"internal static class {GeneratedNames.TierKernels(tier.Bits)}"))
            {
                bool first = true;
                foreach (TiledKernel kernel in tier.Kernels)
                {
                    Separate(writer, ref first);
                    KernelWriter.Write(writer, dialect, kernel);
                    if (kernel.Kernel is Kernel.DenseForward { Epilogue: not Variable } dense)
                    {
                        writer.Blank();
                        DenseForwardWriter.WriteActivation(writer, dialect, dense);
                    }
                }

                ElementaryFunction[] functions = [.. Functions(tier, dialect)];
                if (functions.Length > 0)
                {
                    Separate(writer, ref first);
                    ElementaryFunctions.Write(writer, dialect, functions);
                }
            }
        });
    }

    /// <summary>Calls each kernel in the widest form the machine runs; the just-in-time compiler removes the choice.</summary>
    public static GeneratedFile Choice(TypeIdentity type, ExecutionPlan plan)
    {
        string scalar = VectorDialect.Create(plan.Precision, 0).Scalar;
        return SourceFile.Helpers(type, GeneratedNames.Kernels + ".g.cs", "This file: the choice of the vector width.", writer =>
        {
            writer.Line("/// <summary>Each kernel in the widest vectors this machine has. The just-in-time compiler knows the answer and removes the question.</summary>");
            using (writer.Block($"internal static class {GeneratedNames.Kernels}"))
            {
                bool first = true;
                foreach (Kernel kernel in plan.Tiers[0].Kernels.Select(tiled => tiled.Kernel))
                {
                    Separate(writer, ref first);
                    WriteChoice(writer, kernel, plan, scalar);
                }
            }
        });
    }

    private static void WriteChoice(SourceWriter writer, Kernel kernel, ExecutionPlan plan, string scalar)
    {
        IReadOnlyList<string> parameters = KernelWriter.Parameters(kernel, scalar);
        string arguments = string.Join(", ", parameters.Select(parameter =>
            (parameter.StartsWith("ref ", StringComparison.Ordinal) ? "ref " : "") + parameter.Split(' ').Last()));
        string result = KernelWriter.ReturnType(kernel, scalar);
        writer.Line($"/// <summary>{Invariant.Xml(kernel.Summary)}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal static {result} {kernel.Name}({string.Join(", ", parameters)})"))
        {
            foreach (TierPlan tier in plan.Tiers)
            {
                string call = $"{GeneratedNames.TierKernels(tier.Bits)}.{kernel.Name}({arguments});";
                if (tier == plan.Tiers[plan.Tiers.Count - 1])
                {
                    writer.Line(result == "void" ? call : "return " + call);
                }
                else
                {
                    using (writer.Block($"if (Vector{Invariant.Text(tier.Bits)}.IsHardwareAccelerated)"))
                    {
                        writer.Line(result == "void" ? call : "return " + call);
                        if (result == "void")
                        {
                            writer.Line("return;");
                        }
                    }
                }
            }
        }
    }

    /// <summary>The elementary functions that the kernels of a tier call.</summary>
    private static IEnumerable<ElementaryFunction> Functions(TierPlan tier, VectorDialect dialect)
    {
        IEnumerable<Expression> expressions = tier.Kernels.SelectMany(tiled => tiled.Kernel switch
        {
            Kernel.DenseForward dense => [dense.Epilogue],
            Kernel.Elementwise elementwise => elementwise.Results.Select(result => result.Value),
            Kernel.Loss { Gradient: { } gradient } loss => [loss.Value, gradient.Value],
            Kernel.Loss loss => [loss.Value],
            _ => Array.Empty<Expression>(),
        });
        var called = new SortedSet<ElementaryFunction>();
        foreach (Function function in ExpressionEmitter.Functions(expressions))
        {
            if (Enum.TryParse(function.ToString(), out ElementaryFunction elementary))
            {
                called.Add(elementary);
            }
        }

        if (tier.Kernels.Any(tiled => tiled.Kernel is Kernel.Softmax or Kernel.CrossEntropy))
        {
            called.Add(ElementaryFunction.Exp);
            if (dialect.Lanes > 1)
            {
                called.Add(ElementaryFunction.MaxOfLanes);
            }
        }

        return called;
    }

    private static void Separate(SourceWriter writer, ref bool first)
    {
        if (!first)
        {
            writer.Blank();
        }

        first = false;
    }
}
