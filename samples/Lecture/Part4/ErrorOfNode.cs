using Lecture.Frame;

namespace Lecture.Part4;

/// <summary>4.1.</summary>
internal sealed class ErrorOfNode() : Chapter("4.1", "The error of a node", """
    δˡⱼ = ∂C/∂zˡⱼ
    """)
{
    protected override void Work(Page page)
    {
        var example = new TracedExample();
        double before = example.CostWith(2, 0, 0);
        double after = example.CostWith(2, 0, 0.01);
        page.Say($"""
            The error of a node says how much the cost would change if the node's weighted input did. Someone adds
            0.01 to z²₁, the weighted input of the first node of layer 2: the cost goes from {before:F6} to {after:F6},
            by {(after - before) / 0.01:F5} for each unit. The trace that Backward filled says δ²₁ = {example.Trace.Delta2[0]:F5}.
            A node with a large error is worth changing; one with none is at its best already.
            """);
        page.Say("The same for all nodes of the network of 4, 3 and 2, with steps of 0.00001 either way:");
        page.Compare(
            "Trace",
            "central differences",
            [
                .. Check.Vector("δ¹", example.Trace.Delta1, example.ErrorsByDifferences(1, 4), Check.Differences),
                .. Check.Vector("δ²", example.Trace.Delta2, example.ErrorsByDifferences(2, 3), Check.Differences),
                .. Check.Vector("δ³", example.Trace.Delta3, example.ErrorsByDifferences(3, 2), Check.Differences),
            ]);
    }
}
