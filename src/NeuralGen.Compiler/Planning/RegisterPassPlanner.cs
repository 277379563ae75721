using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// Decides whether a chain of small dense layers passes its values on in registers. A layer's results then reach the next one
/// by shuffles instead of a store and a load for each number, which have to wait for the store and take half of the load ports;
/// the weights need all of those.
/// </summary>
internal static class RegisterPassPlanner
{
    // Registers beside sums and what is read: a group of lanes, one of its lanes, and a vector of weights.
    private const int Temporaries = 3;

    // More sums than that take registers and additions, and hide no more latency.
    private const int MostSums = 16;
    private const int MostPartialSums = 4;

    // Longer values would leave too few registers for sums.
    private static int MostVectors(Tier tier) => tier.Bits == 512 ? 8 : 2;

    // Multiply-adds in the code of a layer, beyond which they become a loop: the most, and where a pass would be too long with that.
    private static readonly int[] MostUnrolled = [256, 64];

    // Multiply-adds in the code of a pass: far from where the just-in-time compiler gives up optimising.
    private const int MostInPass = 768;

    // What one of the two shuffles takes together.
    private const int BytesOfGroup = 16;

    // Shuffles: one for each lane, and one for each group of them.
    private const double ShufflesOfRow = 1.25;

    /// <summary>The pass for a tier, or null where memory is better or the program is no chain of small layers.</summary>
    public static RegisterPass? Plan(ExecutionProgram forward, int bits, Precision precision) => bits < 256
        ? null
        : MostUnrolled.Select(mostUnrolled => Plan(forward, Tier.Of(bits, precision), mostUnrolled)).FirstOrDefault(pass => pass is not null);

    private static RegisterPass? Plan(ExecutionProgram forward, Tier tier, int mostUnrolled)
    {
        var layers = new List<RegisterLayer>();
        int next = 0;
        while (next < forward.Steps.Count && forward.Steps[next].Kernel is Kernel.Product kernel)
        {
            Step step = forward.Steps[next++];
            Step? activation = forward.Steps.Skip(next).FirstOrDefault() is { } following && IsActivationOf(step, following) ? following : null;
            next += activation is null ? 0 : 1;
            bool isChain = layers.Count == 0 || step.Operands[0].Name == layers[layers.Count - 1].To.Name;
            bool isRead = layers.Count > 0 || ProductCost.FitsFirstLevel(tier, kernel.Rows, kernel.Length);
            if (!isChain || !isRead || Layer(step, activation, tier, mostUnrolled, isFirst: layers.Count == 0) is not { } layer)
            {
                return null;
            }

            layers.Add(layer);
        }

        Step? last = forward.Steps.Skip(next).FirstOrDefault();
        if (layers.Count < 2 || layers.Sum(layer => Unrolled(layer, tier)) > MostInPass || forward.Steps.Count > next + 1 || !MayBeLast(last, layers[layers.Count - 1], tier))
        {
            return null;
        }

        double cycles = layers.Select((layer, i) => Cycles(layer, tier, isFirst: i == 0)).Sum() + (last is null ? 0 : TilePlanner.Choose(last.Kernel, tier).Sample.Cycles);
        return new RegisterPass(layers.ToEquatableArray(), last, new Prediction(cycles, layers.Sum(layer => ProductCost.Peak(tier, layer.Kernel.Rows, layer.Kernel.Length))));
    }

    private static bool IsActivationOf(Step product, Step step) =>
        step.Kernel is Kernel.Elementwise { Inputs: { Count: 1 } inputs, Results.Count: 1 } && !inputs[0].IsParameter
        && inputs[0].Name == product.Operands.OfType<Operand.Memory>().Last().Name;

    /// <summary>Whether a step, if there is one, can read the values of the last layer as one vector.</summary>
    private static bool MayBeLast(Step? step, RegisterLayer layer, Tier tier) =>
        step is null || (step.Operands[0].Name == layer.To.Name && IsShortRow(step.Kernel, tier));

    private static bool IsShortRow(Kernel kernel, Tier tier) => kernel switch
    {
        Kernel.Softmax softmax => softmax.Length <= tier.Lanes,
        Kernel.LogSoftmax softmax => softmax.Length <= tier.Lanes,
        _ => false,
    };

    private static RegisterLayer? Layer(Step step, Step? activation, Tier tier, int mostUnrolled, bool isFirst)
    {
        if (step.Kernel is Kernel.RowDotProducts dots)
        {
            return dots.Rows <= tier.Lanes && tier.Vectors(dots.Length) <= MostVectors(tier) ? new RegisterLayer(step, 1, IsLoop: false, activation) : null;
        }

        var kernel = (Kernel.RowCombination)step.Kernel;
        int read = isFirst ? 0 : tier.Vectors(kernel.Rows);
        int written = tier.Vectors(kernel.Length);
        int available = Math.Min(MostSums, tier.Registers - read - Temporaries);
        if (read > MostVectors(tier) || written > Math.Min(MostVectors(tier), available))
        {
            return null;
        }

        int partialSums = MostPartialSums;
        while (partialSums * written > available || partialSums > kernel.Rows)
        {
            partialSums /= 2;
        }

        return new RegisterLayer(step, partialSums, IsLoop: kernel.Rows * written > mostUnrolled && kernel.Rows > tier.Lanes, activation);
    }

    /// <summary>The multiply-adds that stand in the code of a layer: in a loop, those of a group of lanes for each vector that is read.</summary>
    private static int Unrolled(RegisterLayer layer, Tier tier)
    {
        int rows = !layer.IsLoop ? layer.Kernel.Rows
            : (layer.Kernel.Rows / tier.Lanes * (BytesOfGroup / tier.BytesOfElement)) + (layer.Kernel.Rows % tier.Lanes);
        return rows * tier.Vectors(layer.Kernel.Length);
    }

    private static double Cycles(RegisterLayer layer, Tier tier, bool isFirst)
    {
        double epilogue = ElementwiseCost.Vector(layer.Epilogue);
        if (layer.Kernel is Kernel.RowDotProducts dots)
        {
            return ProductCost.DotProductsOfSample(tier, dots.Rows, dots.Length, MostVectors(tier), epilogue);
        }

        int written = tier.Vectors(layer.Kernel.Length);
        double turn = new[]
        {
            written / MachineModel.MultiplyAddsPerCycle,
            (written + (isFirst ? 1 : 0)) / tier.LoadsPerCycle,
            tier.MultiplyAddLatency / layer.PartialSums,
            (written + 1 + (isFirst ? 0 : ShufflesOfRow)) / MachineModel.InstructionsPerCycle,
        }.Max();
        return (layer.Kernel.Rows * turn) + (written * epilogue);
    }
}
