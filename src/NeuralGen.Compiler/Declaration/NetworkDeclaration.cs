using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Declaration;

/// <summary>What the user said about one network. Equal declarations give the same generated code, byte for byte.</summary>
internal sealed record NetworkDeclaration(
    TypeIdentity Type,
    EquatableArray<int> InputShape,
    EquatableArray<LayerDeclaration> Layers,
    LossKind Loss,
    Precision Precision,
    int Seed,
    VectorWidths Widths)
{
    /// <summary>
    /// So many layers are compiled in seconds. The code is unrolled layer by layer, and more of them would make files that neither
    /// the compiler nor anybody who reads them could cope with.
    /// </summary>
    public const int MostLayers = 500;

    /// <summary>In the place of <see cref="Loss"/>, a loss of the user's own for one output, in the variables a and y.</summary>
    public Expression? CustomLoss { get; init; }

    /// <summary>The model file that the first weights come from, as the attribute names it; null where they are drawn.</summary>
    public string? WeightsPath { get; init; }

    /// <summary>What is in that file, once it has been found and fits.</summary>
    public WeightSource? Weights { get; init; }

    /// <summary>The model file that the layers come from, in the place of attributes.</summary>
    public ModelReference? Model { get; init; }

    /// <summary>Whether a training step drops anything.</summary>
    public bool HasDropout => Layers.Any(layer => layer is DropoutDeclaration { Rate: > 0 });

    /// <summary>The values that a layer reads.</summary>
    /// <param name="layer">The place of the layer, from 0.</param>
    public EquatableArray<int> InputsOf(int layer) => Layers[layer].Inputs is { Count: > 0 } inputs ? inputs : new[] { layer }.ToEquatableArray();

    /// <summary>The length of each value: of the sample, and of what each layer gives.</summary>
    public IReadOnlyList<long> ValueSizes()
    {
        List<long> sizes = [InputShape.Aggregate(1L, (product, size) => product * size)];
        for (int layer = 0; layer < Layers.Count; layer++)
        {
            sizes.Add(Layers[layer] is DenseDeclaration dense ? dense.Outputs : sizes[InputsOf(layer)[0]]);
        }

        return sizes;
    }
}

/// <summary>A model file that is a whole network, as the attribute names it.</summary>
/// <param name="Path">The path.</param>
/// <param name="Output">The output to compute; null for the only one.</param>
/// <param name="TakenSingle">The names in the user's class that generated members may need, in a network of floats.</param>
/// <param name="TakenDouble">The same in a network of doubles.</param>
internal sealed record ModelReference(string Path, string? Output, EquatableArray<string> TakenSingle, EquatableArray<string> TakenDouble)
{
    /// <summary>The loss of the user's own; null where there is none.</summary>
    public ModelLoss? CustomLoss { get; init; }
}

/// <summary>A loss for a network whose precision only its model file tells.</summary>
/// <param name="Method">The name of the methods.</param>
/// <param name="Type">The class in which they stand.</param>
/// <param name="Single">The loss in the variables a and y, from a method of floats; null where there is none.</param>
/// <param name="Double">The same from a method of doubles.</param>
internal sealed record ModelLoss(string Method, string Type, Expression? Single, Expression? Double);

/// <summary>Where the network's class stands, with every name as C# writes it (keywords escaped).</summary>
/// <param name="Namespace">The namespace with dots, or empty for the global one.</param>
/// <param name="ContainingTypes">The types around the class, outermost first.</param>
/// <param name="Type">The class itself.</param>
internal sealed record TypeIdentity(string Namespace, EquatableArray<TypePart> ContainingTypes, TypePart Type);

/// <summary>One partial type: <c>class Name&lt;T&gt;</c>.</summary>
/// <param name="Keyword">The words between <c>partial</c> and the name: <c>class</c>, <c>record struct</c>, ...</param>
/// <param name="Name">The name, escaped where it is a keyword.</param>
/// <param name="TypeParameters">The names of the type parameters, in order.</param>
internal sealed record TypePart(string Keyword, string Name, EquatableArray<string> TypeParameters);

/// <summary>One layer, as declared.</summary>
internal abstract record LayerDeclaration
{
    /// <summary>
    /// The values that the layer reads: 0 is the sample, and i is what the i-th layer of the declaration gives, counted from 1.
    /// Empty for the one value that stands before the layer, as in every network that attributes declare.
    /// </summary>
    public EquatableArray<int> Inputs { get; init; } = EquatableArray<int>.Empty;
}

/// <summary>A dense layer. <paramref name="Alpha"/> is null where the user left the activation's parameter to its default.</summary>
internal sealed record DenseDeclaration(
    int Outputs,
    ActivationKind Activation,
    double? Alpha,
    bool Bias,
    InitializerKind Initializer) : LayerDeclaration
{
    /// <summary>In the place of <see cref="Activation"/>, a function of the user's own in the variable z.</summary>
    public Expression? CustomActivation { get; init; }

    /// <summary>What the layer is called in the model file of the network; null where that is the contract's name.</summary>
    public string? WeightsName { get; init; }
}

/// <summary>Dropout of what the layer before gives, or of the input. The rate is at least 0 and less than 1.</summary>
internal sealed record DropoutDeclaration(double Rate) : LayerDeclaration;

/// <summary>
/// A function of one or more values, element by element: a sum of branches, a gate, an activation that no dense layer has. All
/// values are as long as the result.
/// </summary>
/// <param name="Function">The function, in its canonical form.</param>
/// <param name="Variables">The names of the values in the order of <see cref="LayerDeclaration.Inputs"/>, and after them those of the parameters.</param>
/// <param name="Parameters">How many vectors of parameters the function reads, such as a slope for each element.</param>
internal sealed record ElementwiseDeclaration(Expression Function, EquatableArray<string> Variables, int Parameters) : LayerDeclaration;

/// <summary>Softmax of a value, where it is no dense layer's activation.</summary>
internal sealed record SoftmaxDeclaration : LayerDeclaration;

/// <summary>The logarithm of softmax of a value.</summary>
internal sealed record LogSoftmaxDeclaration : LayerDeclaration;

/// <summary>The values are those of NeuralGen.Activation.</summary>
internal enum ActivationKind
{
    Identity,
    Sigmoid,
    Tanh,
    ReLU,
    LeakyReLU,
    ELU,
    SELU,
    GELU,
    GELUTanh,
    SiLU,
    Softplus,
    Softsign,
    HardSigmoid,
    HardSwish,
    Mish,
    Softmax,
}

/// <summary>The values are those of NeuralGen.Loss.</summary>
internal enum LossKind
{
    MeanSquaredError,
    HalfSquaredError,
    CrossEntropy,
    BinaryCrossEntropy,
    MeanAbsoluteError,
    Huber,
}

/// <summary>The values are those of NeuralGen.Precision.</summary>
internal enum Precision
{
    Single,
    Double,
}

/// <summary>Precisions in C#.</summary>
internal static class PrecisionKeywords
{
    /// <summary>The type's keyword, <c>float</c> or <c>double</c>.</summary>
    public static string Keyword(this Precision precision) => precision == Precision.Single ? "float" : "double";
}

/// <summary>The values are those of NeuralGen.Initializer.</summary>
internal enum InitializerKind
{
    Default,
    HeNormal,
    HeUniform,
    GlorotNormal,
    GlorotUniform,
    LeCunNormal,
    StandardNormal,
    Zeros,
}

/// <summary>The tiers to generate, among which the program chooses at run time (property NeuralGenVectorWidth).</summary>
[Flags]
internal enum VectorWidths
{
    Scalar = 1,
    Vector128 = 2,
    Vector256 = 4,
    Vector512 = 8,
    All = Scalar | Vector128 | Vector256 | Vector512,
}
