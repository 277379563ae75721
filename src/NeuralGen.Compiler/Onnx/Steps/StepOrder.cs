namespace NeuralGen.Compiler.Onnx.Steps;

/// <summary>The steps that a result needs, as a list.</summary>
internal static class StepOrder
{
    /// <summary>
    /// All steps that one needs, itself last, in the order of the file: each one's inputs come before it. A model may be deep, so
    /// there is no recursion.
    /// </summary>
    public static List<Step> Of(Step result)
    {
        var needed = new HashSet<Step> { result };
        var open = new Stack<Step>(needed);
        while (open.Count > 0)
        {
            foreach (Step input in open.Pop().Inputs.Where(needed.Add))
            {
                open.Push(input);
            }
        }

        return [.. needed.OrderBy(step => step.Place)];
    }

    /// <summary>Gives places to the steps that a node has added.</summary>
    /// <param name="result">The last of them.</param>
    /// <param name="places">How many have one already.</param>
    /// <returns>How many have one now.</returns>
    public static int Number(Step result, int places)
    {
        var open = new Stack<Step>();
        open.Push(result);
        while (open.Count > 0)
        {
            Step step = open.Peek();
            if (step.Place == 0 && Array.Find(step.Inputs, input => input.Place == 0) is { } input)
            {
                open.Push(input);
                continue;
            }

            if (step.Place == 0)
            {
                step.Place = ++places;
            }

            open.Pop();
        }

        return places;
    }

    /// <summary>The steps that read each step's result.</summary>
    public static ILookup<Step, Step> Consumers(IEnumerable<Step> order) =>
        order.SelectMany(step => step.Inputs.Distinct().Select(input => (input, step))).ToLookup(pair => pair.input, pair => pair.step);
}
