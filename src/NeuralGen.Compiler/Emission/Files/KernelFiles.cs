using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Emission.Kernels;
using NeuralGen.Compiler.Planning;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>The kernels of each tier, with its forward pass in registers where it has one, and what all tiers have in common.</summary>
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
            using (writer.Block($"internal readonly struct {GeneratedNames.TierKernels(tier.Bits)} : {GeneratedNames.KernelInterface}"))
            {
                bool first = true;
                foreach (TiledKernel kernel in tier.Kernels)
                {
                    Separate(writer, ref first);
                    KernelWriter.Write(writer, dialect, kernel);
                    if (kernel.Kernel is Kernel.Product { Epilogue: not Variable } product)
                    {
                        writer.Blank();
                        KernelWriter.WriteActivation(writer, dialect, product);
                    }
                }

                ElementaryFunction[] functions = [.. Functions(tier, dialect)];
                if (functions.Length > 0)
                {
                    Separate(writer, ref first);
                    ElementaryFunctions.Write(writer, dialect, functions);
                }

                if (tier.ForwardInRegisters is { } forward)
                {
                    writer.Blank();
                    RegisterPassWriter.Write(writer, dialect, forward);
                }

                SumsOfLanes.Write(writer, dialect);
                LanesOfVectors.Write(writer, dialect);
                SumOfRows.Write(writer, dialect);
                PartialRows.Write(writer, dialect);
                LaneByLane.Write(writer, dialect);
            }
        });
    }

    /// <summary>What the kernels of every vector width have in common.</summary>
    public static GeneratedFile Interface(TypeIdentity type, ExecutionPlan plan)
    {
        string scalar = VectorDialect.Create(plan.Precision, 0).Scalar;
        return SourceFile.Helpers(type, GeneratedNames.KernelInterface + ".g.cs", "This file: what every vector width computes in its own way.", writer =>
        {
            writer.Lines(
            [
                "/// <summary>The kernels of a vector width.</summary>",
                "/// <remarks>",
                "/// The passes are generic over it: for each width that a machine uses, the just-in-time compiler makes a machine code of",
                "/// its own, in which every call is direct, and those for one sample become a part of the pass.",
                "/// </remarks>",
            ]);
            using (writer.Block($"internal interface {GeneratedNames.KernelInterface}"))
            {
                foreach (Kernel kernel in plan.Tiers[0].Kernels.Select(tiled => tiled.Kernel))
                {
                    string result = KernelWriter.ReturnType(kernel, scalar);
                    writer.Blank();
                    writer.Line($"/// <summary>{Invariant.Xml(kernel.Summary)}.</summary>");
                    writer.Line($"static abstract {result} {kernel.Name}({string.Join(", ", KernelWriter.BlockParameters(kernel, scalar))});");
                    writer.Blank();
                    writer.Line("/// <summary>The same for one sample.</summary>");
                    writer.Line($"static abstract {result} {KernelWriter.SampleName(kernel)}({string.Join(", ", KernelWriter.SampleParameters(kernel, scalar))});");
                }
            }
        });
    }

    /// <summary>The elementary functions that the kernels of a tier call.</summary>
    public static IEnumerable<ElementaryFunction> Functions(TierPlan tier, VectorDialect dialect)
    {
        IEnumerable<Expression> expressions = tier.Kernels.SelectMany(tiled => tiled.Kernel switch
        {
            Kernel.Product product => [product.Epilogue],
            Kernel.Elementwise elementwise => elementwise.Results.Select(result => result.Value),
            Kernel.VectorGradients vectors => vectors.Results.Select(result => result.Value),
            Kernel.Loss { Gradient: { } gradient } loss => [loss.Value, gradient.Value],
            Kernel.Loss loss => [loss.Value],
            _ => Array.Empty<Expression>(),
        });
        SortedSet<ElementaryFunction> called = ElementaryFunctions.Of(expressions);

        if (tier.Kernels.Any(tiled => tiled.Kernel is Kernel.CrossEntropy or Kernel.LogSoftmax))
        {
            called.Add(ElementaryFunction.Log);
        }

        if (tier.Kernels.Any(tiled => tiled.Kernel is Kernel.LogSoftmaxJacobianProduct))
        {
            called.Add(ElementaryFunction.ExpOfNonPositive);
        }

        if (tier.Kernels.Any(tiled => tiled.Kernel is Kernel.Softmax or Kernel.LogSoftmax or Kernel.CrossEntropy))
        {
            called.Add(ElementaryFunction.ExpOfNonPositive);
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
