using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Differentiation;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Planning;

/// <summary>Graph to plan: every decision about memory, fusion and tiling.</summary>
internal static class Planner
{
    /// <param name="graph">The network and its gradient.</param>
    /// <param name="training">The same with dropout, for a network that has such layers.</param>
    /// <param name="names">What the layers are called, those of dropout left out.</param>
    public static ExecutionPlan Plan(BackwardGraph graph, BackwardGraph? training, IReadOnlyList<string> names, Precision precision, VectorWidths widths)
    {
        ParameterPlan layout = Layout(graph, precision);
        int[] gradients = Gradients(graph);
        ExecutionProgram Program(string name, params int[] results) => ProgramPlanner.Plan(name, graph, layout, precision, results);
        ExecutionProgram forward = Program("forward", graph.Output);
        ExecutionProgram loss = Program("loss", graph.Loss);
        ExecutionProgram backward = Program("backward", [graph.Loss, .. gradients]);
        ExecutionProgram backwardToInput = Program("backwardToInput", [graph.Loss, .. gradients, graph.InputGradient]);
        ExecutionProgram? withDropout = training is null
            ? null
            : ProgramPlanner.Plan("training", training, Layout(training, precision), precision, [training.Loss, .. Gradients(training)]);
        InspectionPlan inspection = InspectionPlanner.Plan(graph, layout);
        ExecutionProgram[] programs = withDropout is null ? [forward, loss, backward, backwardToInput] : [forward, loss, backward, backwardToInput, withDropout];
        Kernel[] kernels = Kernels(programs);
        return new ExecutionPlan(
            precision,
            graph.Nodes.First(node => node.Operation is Operation.Input).Length,
            graph.Nodes[graph.Output].Length,
            layout,
            LayerTable.Summarize(inspection, graph, layout, names, precision),
            forward,
            loss,
            backward,
            backwardToInput,
            withDropout,
            inspection,
            LecturePage.Of(inspection),
            OnnxPlanner.Plan(graph.Nodes, graph.Output, precision),
            TierPlans([.. Tiers(widths, WidestRow(graph), precision)], kernels, forward, backward, precision).ToEquatableArray());
    }

    private static IEnumerable<TierPlan> TierPlans(int[] tiers, Kernel[] kernels, ExecutionProgram forward, ExecutionProgram backward, Precision precision) =>
        from bits in tiers
        let plan = TilePlanner.Plan(kernels, precision, bits)
        select plan with
        {
            Backward = BackwardWidth.Choose(plan, tiers, backward, precision),
            ForwardInRegisters = RegisterPassPlanner.Plan(forward, bits, precision),
        };

    private static ParameterPlan Layout(BackwardGraph graph, Precision precision) =>
        ParameterPlanner.Plan(graph.ParameterGradients.Select(pair => graph.Nodes[pair.Parameter]), FirstLayers(graph).Contains, precision);

    /// <summary>The layers that read the sample, or functions of it without parameters.</summary>
    public static HashSet<int> FirstLayers(BackwardGraph graph)
    {
        bool[] needsParameters = new bool[graph.Nodes.Length];
        var first = new HashSet<int>();
        foreach (Node node in graph.Nodes)
        {
            needsParameters[node.Index] = node.Operation is Operation.Parameter || node.Inputs.Any(input => needsParameters[input]);
            if (node.Operation is Operation.MatrixVectorProduct && !needsParameters[node.Inputs[1]])
            {
                first.Add(node.Layer);
            }
        }

        return first;
    }

    private static int[] Gradients(BackwardGraph graph) => [.. graph.ParameterGradients.Select(pair => pair.Gradient)];

    /// <summary>The kernels of all programs that each width has in its own way, each once, in the order of their first use.</summary>
    private static Kernel[] Kernels(IEnumerable<ExecutionProgram> programs)
    {
        Kernel[] kernels = [.. programs.SelectMany(program => program.Steps).Select(step => step.Kernel).Where(kernel => kernel is not Kernel.DropoutMask).Distinct()];
        string? clash = kernels.GroupBy(kernel => kernel.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return clash is null ? kernels : throw new InvalidOperationException($"Two kernels have the name {clash}.");
    }

    private static int WidestRow(BackwardGraph graph) => graph.Nodes.Where(node => node.Shape.Count == 1).Max(node => node.Length);

    /// <summary>
    /// The tiers that are asked for, but those whose vectors no row of the network fills by more than half. The narrowest stays
    /// in any case: something has to run.
    /// </summary>
    private static IEnumerable<int> Tiers(VectorWidths widths, int widestRow, Precision precision)
    {
        int[] bits = Tier.WidthsOf(widths);
        return bits.Where(width => width == bits.Last() || 2 * widestRow > Tier.Of(width, precision).Lanes);
    }
}
