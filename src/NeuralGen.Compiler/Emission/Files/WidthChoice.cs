using NeuralGen.Compiler.Emission.Kernels;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>Writes the methods that run a pass with the kernels for the widest vectors that the machine has.</summary>
internal sealed class WidthChoice(SourceWriter writer, ExecutionPlan plan)
{
    /// <summary>What a pass calls the kernels of its vectors.</summary>
    public const string Kernels = "TKernels";

    /// <summary>What it calls those with which it goes backwards, where some vectors have others for that.</summary>
    public const string Backward = "TBackward";

    /// <summary>The choice for the pass of some name.</summary>
    public void Write(string summary, string returnType, string name, params string[] parameters) =>
        Write(summary, returnType, name, tier => $"{name}<{GeneratedNames.TierKernels(tier.Bits)}>", _ => null, parameters);

    /// <summary>The choice for a pass over one sample that goes backwards as well.</summary>
    public void WriteForSample(string summary, string returnType, string name, params string[] parameters) =>
        Write(summary, returnType, name, tier => $"{name}<{KernelsOfSample(tier)}>", WhyNarrower, parameters);

    /// <summary>The choice for the output of one sample, which some vectors compute in a way of their own.</summary>
    public void WriteForOutput(string summary, string name, params string[] parameters) =>
        Write(
            summary,
            "void",
            name,
            tier => tier.ForwardInRegisters is null
                ? $"{name}<{GeneratedNames.TierKernels(tier.Bits)}>"
                : $"{GeneratedNames.TierKernels(tier.Bits)}.{RegisterPassWriter.Name}",
            _ => null,
            parameters);

    private static string? WhyNarrower(TierPlan tier) => tier.Backward is { } backward
        ? $"// Backwards in halves of vectors: rows leave much of a whole one empty. Predicted for the way back: {Text((int)Math.Round(backward.Cycles))} cycles, not {Text((int)Math.Round(backward.CyclesOfWider))}."
        : null;

    private string KernelsOfSample(TierPlan tier) => GeneratedNames.TierKernels(tier.Bits)
        + (plan.HasNarrowerBackward ? ", " + GeneratedNames.TierKernels(tier.Backward?.Bits ?? tier.Bits) : "");

    private void Write(
        string summary, string returnType, string name, Func<TierPlan, string> method, Func<TierPlan, string?> reason, IReadOnlyCollection<string> parameters)
    {
        string arguments = string.Join(", ", parameters.Select(KernelWriter.Argument));
        string call = returnType == "void" ? "" : "return ";
        writer.Line($"/// <summary>{Xml(summary)}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal static {returnType} {name}({string.Join(", ", parameters)})"))
        {
            for (int i = 0; i < plan.Tiers.Count; i++)
            {
                TierPlan tier = plan.Tiers[i];
                string statement = $"{call}{method(tier)}({arguments});";
                if (plan.Tiers.Count == 1)
                {
                    writer.Line(statement);
                    continue;
                }

                string heading = i == plan.Tiers.Count - 1 ? "else" : $"if (Vector{Text(tier.Bits)}.IsHardwareAccelerated)";
                using (writer.Block(i == 0 || heading == "else" ? heading : "else " + heading))
                {
                    if (reason(tier) is { } comment)
                    {
                        writer.Line(comment);
                    }

                    writer.Line(statement);
                }
            }
        }

        writer.Blank();
    }
}
