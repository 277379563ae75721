using NeuralGen.Compiler.Calculus;
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

    // Multiply-adds in the code of a layer, beyond which they become a loop: the most, and where a pass would be too long with that.
    private static readonly int[] MostUnrolled = [256, 64];

    // Multiply-adds in the code of a pass. The just-in-time compiler gives up optimising far beyond.
    private const int MostInPass = 768;

    // Locals of a pass, those of the functions in it included. From 512 on the just-in-time compiler takes in no more functions.
    private const int MostLocals = 384;
    private const int LocalsOfCall = 16;

    // The rows that one turn of the loop over the sample's own numbers takes.
    private const int RowsOfSampleInTurn = 8;

    // Shuffles: one for each lane, and one for each group of them.
    private const double ShufflesOfRow = 1.25;

    /// <summary>The pass for a tier, or null where memory is better or the program is no chain of small layers.</summary>
    public static RegisterPass? Plan(ExecutionProgram forward, int bits, Precision precision) => bits < 256
        ? null
        : MostUnrolled.Select(mostUnrolled => Plan(forward, Tier.Of(bits, precision), mostUnrolled)).FirstOrDefault(pass => pass is not null);

    /// <summary>The longest values, in vectors. Longer ones would leave too few registers for sums.</summary>
    private static int MostVectors(Tier tier) => tier.Bits == 512 ? 8 : 2;

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
        bool isChainOfAll = layers.Count >= 2 && forward.Steps.Count <= next + 1 && MayBeLast(last, layers[layers.Count - 1], tier);
        bool isShort = layers.Sum(layer => RowsInCode(layer, tier) * tier.Vectors(layer.Kernel.Length)) <= MostInPass && layers.Sum(layer => Locals(layer, tier)) <= MostLocals;
        if (!isChainOfAll || !isShort)
        {
            return null;
        }

        double cycles = layers.Sum(layer => Cycles(layer, tier)) + (last is null ? 0 : TilePlanner.Choose(last.Kernel, tier).Sample.Cycles);
        double peak = layers.Sum(layer => ProductCost.Peak(tier, layer.Kernel.Rows, layer.Kernel.Length));
        return new RegisterPass(layers.ToEquatableArray(), last, new Prediction(cycles, peak));
    }

    private static bool IsActivationOf(Step product, Step step) =>
        product.Kernel is Kernel.Product { Epilogue: Variable } && step.Kernel is Kernel.Elementwise { Inputs: { Count: 1 } inputs, Results.Count: 1 } && !inputs[0].IsParameter
        && inputs[0].Name == product.Written.Name;

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
            return dots.Rows <= tier.Lanes && tier.Vectors(dots.Length) <= MostVectors(tier) ? new RegisterLayer(step, 1, RowsInTurn: 0, activation) : null;
        }

        var kernel = (Kernel.RowCombination)step.Kernel;
        int read = isFirst ? 0 : tier.Vectors(kernel.Rows);
        int written = tier.Vectors(kernel.Length);
        int available = Math.Min(MostSums, tier.Registers - read - Temporaries);
        if (read > MostVectors(tier) || written > Math.Min(MostVectors(tier), available))
        {
            return null;
        }

        bool isLoop = kernel.Rows * written > mostUnrolled && kernel.Rows > tier.Lanes;
        int rowsInTurn = !isLoop ? kernel.Rows : isFirst ? RowsOfSampleInTurn : tier.LanesOfGroup;
        int partialSums = MostPartialSums;
        while (partialSums * written > available || partialSums > rowsInTurn)
        {
            partialSums /= 2;
        }

        return new RegisterLayer(step, partialSums, isLoop ? rowsInTurn : 0, activation);
    }

    /// <summary>The rows whose products stand in the code of a layer: each vector that is read has a loop of its own.</summary>
    private static int RowsInCode(RegisterLayer layer, Tier tier)
    {
        int rows = layer.Kernel.Rows;
        return !layer.IsLoop ? rows
            : layer.ReadsSample ? layer.RowsInTurn + (rows % layer.RowsInTurn)
            : (rows / tier.Lanes * layer.RowsInTurn) + (rows % tier.Lanes);
    }

    /// <summary>About the locals of a layer: factors, groups of lanes, sums, values, and what the function on each vector takes.</summary>
    private static int Locals(RegisterLayer layer, Tier tier)
    {
        int vectors = tier.Vectors(layer.Kernel.ResultCount);
        int rows = RowsInCode(layer, tier);
        int factors = layer.Kernel is Kernel.RowDotProducts || vectors > 1 ? rows : 0;
        int groups = layer.Kernel is Kernel.RowCombination ? rows / tier.LanesOfGroup : 0;
        int function = 2 + (ElementwiseCost.Calls(layer.Epilogue) * LocalsOfCall);
        return factors + groups + (vectors * (layer.PartialSums + function));
    }

    private static double Cycles(RegisterLayer layer, Tier tier)
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
            (written + (layer.ReadsSample ? 1 : 0)) / tier.LoadsPerCycle,
            tier.MultiplyAddLatency / layer.PartialSums,
            (written + 1 + (layer.ReadsSample ? 0 : ShufflesOfRow)) / MachineModel.InstructionsPerCycle,
        }.Max();
        return (layer.Kernel.Rows * turn) + (written * epilogue);
    }
}
