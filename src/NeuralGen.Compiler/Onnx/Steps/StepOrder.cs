namespace NeuralGen.Compiler.Onnx.Steps;

/// <summary>The steps that a result needs, as a list.</summary>
internal static class StepOrder
{
    /// <summary>All steps that one needs, itself last; each one's inputs come before it. A model may be deep, so there is no recursion.</summary>
    public static List<Step> Of(Step result)
    {
        var order = new List<Step>();
        var listed = new HashSet<Step>();
        var open = new Stack<(Step Step, int NextInput)>();
        open.Push((result, 0));
        while (open.Count > 0)
        {
            (Step step, int next) = open.Pop();
            if (next == 0 && listed.Contains(step))
            {
                continue;
            }

            if (next < step.Inputs.Length)
            {
                open.Push((step, next + 1));
                open.Push((step.Inputs[next], 0));
            }
            else if (listed.Add(step))
            {
                order.Add(step);
            }
        }

        return order;
    }

    /// <summary>The steps that read each step's result.</summary>
    public static ILookup<Step, Step> Consumers(IEnumerable<Step> order) =>
        order.SelectMany(step => step.Inputs.Distinct().Select(input => (input, step))).ToLookup(pair => pair.input, pair => pair.step);
}
