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

    // Multiply-adds in the code of a layer; more of them become a loop.
    private const int MostUnrolled = 256;

    // Shuffles: one for each lane, and one for each group of them.
    private const double ShufflesOfRow = 1.25;

    /// <summary>The pass for a tier, or null where memory is better or the program is no chain of small layers.</summary>
    public static RegisterPass? Plan(ExecutionProgram forward, int bits, Precision precision)
    {
        var tier = Tier.Of(bits, precision);
        Step[] products = [.. forward.Steps.TakeWhile(step => step.Kernel is Kernel.Product)];
        Step? last = forward.Steps.Skip(products.Length).FirstOrDefault();
        if (bits < 256 || products.Length < 2 || forward.Steps.Count > products.Length + 1 || (last is not null && !IsShortRow(last.Kernel, tier)))
        {
            return null;
        }

        var layers = new List<RegisterLayer>();
        double cycles = 0;
        double peak = 0;
        for (int i = 0; i < products.Length; i++)
        {
            var kernel = (Kernel.Product)products[i].Kernel;
            bool isChain = i == 0 || products[i].Operands[0].Name == To(products[i - 1]).Name;
            if (!isChain || !ProductCost.FitsFirstLevel(tier, kernel.Rows, kernel.Length) || Layer(products[i], tier, isFirst: i == 0) is not { } layer)
            {
                return null;
            }

            layers.Add(layer);
            cycles += Cycles(layer, tier, isFirst: i == 0);
            peak += ProductCost.Peak(tier, kernel.Rows, kernel.Length);
        }

        return last is not null && last.Operands[0].Name != To(products[products.Length - 1]).Name
            ? null
            : new RegisterPass(layers.ToEquatableArray(), last, new Prediction(cycles + (last is null ? 0 : TilePlanner.Choose(last.Kernel, tier).Sample.Cycles), peak));
    }

    /// <summary>What a product writes.</summary>
    public static Operand.Memory To(Step product) => product.Operands.OfType<Operand.Memory>().Last();

    private static bool IsShortRow(Kernel kernel, Tier tier) => kernel switch
    {
        Kernel.Softmax softmax => softmax.Length <= tier.Lanes,
        Kernel.LogSoftmax softmax => softmax.Length <= tier.Lanes,
        _ => false,
    };

    private static RegisterLayer? Layer(Step step, Tier tier, bool isFirst)
    {
        if (step.Kernel is Kernel.RowDotProducts dots)
        {
            return dots.Rows <= tier.Lanes && tier.Vectors(dots.Length) <= MostVectors(tier) ? new RegisterLayer(step, 1, IsLoop: false) : null;
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

        return new RegisterLayer(step, partialSums, IsLoop: kernel.Rows * written > MostUnrolled && kernel.Rows > tier.Lanes);
    }

    private static double Cycles(RegisterLayer layer, Tier tier, bool isFirst)
    {
        double epilogue = ElementwiseCost.Vector(layer.Kernel.Epilogue);
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
