using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Differentiation;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Planning;

/// <summary>Graph to plan: every decision about memory, fusion and tiling.</summary>
internal static class Planner
{
    private static readonly int[] AllWidths = [512, 256, 128, 0];

    public static ExecutionPlan Plan(BackwardGraph graph, Precision precision, VectorWidths widths)
    {
        Node[] parameters = [.. graph.ParameterGradients.Select(pair => graph.Nodes[pair.Parameter])];
        ParameterPlan layout = ParameterPlanner.Plan(parameters, precision);
        int[] gradients = [.. graph.ParameterGradients.Select(pair => pair.Gradient)];
        ExecutionProgram Program(string name, params int[] results) => ProgramPlanner.Plan(name, graph, layout, precision, results);
        ExecutionProgram forward = Program("forward", graph.Output);
        ExecutionProgram loss = Program("loss", graph.Loss);
        ExecutionProgram backward = Program("backward", [graph.Loss, .. gradients]);
        ExecutionProgram backwardToInput = Program("backwardToInput", [graph.Loss, .. gradients, graph.InputGradient]);
        InspectionPlan inspection = InspectionPlanner.Plan(graph, layout);
        Kernel[] kernels = Kernels(forward, loss, backward, backwardToInput);
        return new ExecutionPlan(
            precision,
            graph.Nodes.First(node => node.Operation is Operation.Input).Length,
            graph.Nodes[graph.Output].Length,
            layout,
            LayerTable.Summarize(graph, layout, precision),
            forward,
            loss,
            backward,
            backwardToInput,
            inspection,
            LecturePage.Of(inspection),
            Tiers(widths, WidestRow(graph), precision).Select(bits => TilePlanner.Plan(kernels, precision, bits)).ToEquatableArray());
    }

    /// <summary>The kernels of all programs, each once, in the order of their first use.</summary>
    private static Kernel[] Kernels(params ExecutionProgram[] programs)
    {
        Kernel[] kernels = [.. programs.SelectMany(program => program.Steps).Select(step => step.Kernel).Distinct()];
        string? clash = kernels.GroupBy(kernel => kernel.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return clash is null ? kernels : throw new InvalidOperationException($"Two kernels have the name {clash}.");
    }

    private static int WidestRow(BackwardGraph graph) => graph.Nodes.Where(node => node.Shape.Count == 1).Max(node => node.Length);

    /// <summary>The one tier that is asked for, or all but those whose vectors no row of the network fills by more than half.</summary>
    private static IEnumerable<int> Tiers(VectorWidths widths, int widestRow, Precision precision) => widths switch
    {
        VectorWidths.Scalar => [0],
        VectorWidths.Vector128 => [128],
        VectorWidths.Vector256 => [256],
        VectorWidths.Vector512 => [512],
        _ => AllWidths.Where(bits => bits == 0 || 2 * widestRow > Tier.Of(bits, precision).Lanes),
    };
}
