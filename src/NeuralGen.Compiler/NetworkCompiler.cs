using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Differentiation;
using NeuralGen.Compiler.Emission;
using NeuralGen.Compiler.Graph;
using NeuralGen.Compiler.Planning;

namespace NeuralGen.Compiler;

/// <summary>One file of generated C#.</summary>
/// <param name="Name">What follows the network's own name in the file's name, such as <c>Forward.g.cs</c>.</param>
/// <param name="Text">The C#.</param>
internal sealed record GeneratedFile(string Name, string Text);

/// <summary>The whole pipeline: declaration, graph, gradients, plan, C#. Pure: equal declarations give equal files.</summary>
internal static class NetworkCompiler
{
    public static EquatableArray<GeneratedFile> Compile(NetworkDeclaration declaration)
    {
        ExecutionPlan plan = Plan(declaration);
        return SourceEmitter.Emit(declaration, plan).ToEquatableArray();
    }

    /// <summary>All stages but the last.</summary>
    public static ExecutionPlan Plan(NetworkDeclaration declaration)
    {
        BackwardGraph backward = Differentiate(declaration, drops: false);
        BackwardGraph? training = declaration.HasDropout ? Differentiate(declaration, drops: true) : null;
        IReadOnlyList<string> names = ParameterNames.OfLayers(declaration.Layers.Where(layer => layer is not DropoutDeclaration));
        return Planner.Plan(backward, training, names, declaration.Precision, declaration.Widths);
    }

    private static BackwardGraph Differentiate(NetworkDeclaration declaration, bool drops)
    {
        BackwardGraph backward = ReverseMode.Differentiate(NetworkGraphBuilder.Build(declaration, drops));
        GraphVerifier.Verify(backward.Nodes);
        return backward;
    }
}
