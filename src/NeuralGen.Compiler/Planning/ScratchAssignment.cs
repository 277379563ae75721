using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>Gives the scratch rows of a program their offsets, and the program its block size.</summary>
internal static class ScratchAssignment
{
    // A multiple of the most common tiles' samples: a last tile that overlaps the one before it does work twice.
    private const int SampleGranularity = 12;

    public static ExecutionProgram Assign(string name, IReadOnlyList<Step> steps, Precision precision, int mostSamples)
    {
        var lives = new Dictionary<string, (int Size, int First, int Last)>(StringComparer.Ordinal);
        var order = new List<string>();
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (Operand.Memory rows in steps[i].Operands.OfType<Operand.Memory>().Where(rows => rows.Place == Place.Scratch))
            {
                if (!lives.TryGetValue(rows.Name, out (int Size, int First, int Last) life))
                {
                    order.Add(rows.Name);
                    life = (Padding.RoundUp(rows.Stride, precision), i, i);
                }

                lives[rows.Name] = (life.Size, life.First, i);
            }
        }

        // Shared scratch is used by one step each, so all of it can lie in the same place.
        int shared = steps.SelectMany(step => step.Operands).OfType<Operand.Shared>().Select(operand => operand.Length).DefaultIfEmpty(0).Max();
        (IReadOnlyList<int> offsets, int length) = ScratchPlanner.Place([.. order.Select(rows => lives[rows])]);
        var places = order.Zip(offsets, (rows, offset) => (rows, offset)).ToDictionary(pair => pair.rows, pair => pair.offset, StringComparer.Ordinal);
        int bytes = checked(length * (precision == Precision.Single ? sizeof(float) : sizeof(double)));
        int samples = bytes == 0 ? mostSamples : Math.Min(mostSamples, MachineModel.BlockBytes / bytes / SampleGranularity * SampleGranularity);
        return new ExecutionProgram(
            name,
            steps.Select(step => Move(step, places)).ToEquatableArray(),
            shared,
            length,
            Math.Max(SampleGranularity, samples),
            WorkEstimate.Operations(steps),
            bytes <= MachineModel.StackBytes);
    }

    private static Step Move(Step step, Dictionary<string, int> places) =>
        step with { Operands = step.Operands.Select(operand => Move(operand, places)).ToEquatableArray() };

    private static Operand Move(Operand operand, Dictionary<string, int> places) =>
        operand is Operand.Memory { Place: Place.Scratch } rows ? rows with { Offset = places[rows.Name] } : operand;
}
