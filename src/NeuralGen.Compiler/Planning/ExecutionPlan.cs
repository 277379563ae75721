using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>Everything that emission writes down: decided here, nowhere else.</summary>
/// <param name="Training">Backpropagation with dropout; null where there is none, and a training step is the backward program.</param>
internal sealed record ExecutionPlan(
    Precision Precision,
    int InputSize,
    int OutputSize,
    ParameterPlan Parameters,
    EquatableArray<LayerSummary> Layers,
    ExecutionProgram Forward,
    ExecutionProgram Loss,
    ExecutionProgram Backward,
    ExecutionProgram BackwardToInput,
    ExecutionProgram? Training,
    InspectionPlan Inspection,
    LecturePage Lecture,
    OnnxPlan Onnx,
    EquatableArray<TierPlan> Tiers)
{
    /// <summary>
    /// Whether single samples go backwards in narrower vectors in some tier. All passes that go back then have a type argument for it; there
    /// is none without something behind the loss.
    /// </summary>
    public bool HasNarrowerBackward => Tiers.Any(tier => tier.Backward is not null);
}

/// <summary>A row of the table in a generated class's remarks.</summary>
/// <param name="Inputs">What a row of its weights has; null for a layer without weights.</param>
/// <param name="ForwardOperations">Floating-point operations of one sample's forward pass.</param>
/// <param name="BackwardOperations">Floating-point operations of one sample's backward pass.</param>
/// <param name="Bytes">The storage of its parameters, padding included.</param>
internal sealed record LayerSummary(
    string Name, string Kind, int? Inputs, int Outputs, string Activation, long Parameters, long ForwardOperations, long BackwardOperations, long Bytes)
{
    /// <summary>Its number l; null in a chain, where the name says it.</summary>
    public int? Number { get; init; }

    /// <summary>The numbers of the layers that it reads.</summary>
    public EquatableArray<int> Reads { get; init; } = EquatableArray<int>.Empty;
}

/// <summary>A pass over a block of samples: kernels in order, and the scratch they share.</summary>
/// <param name="Name">Such as <c>forward</c>.</param>
/// <param name="Steps">What happens, in order.</param>
/// <param name="ScratchPerBlock">The scratch that a block of samples takes besides, in elements.</param>
/// <param name="ScratchPerSample">The scratch for one sample, in elements; a block of n samples takes n times as much.</param>
/// <param name="BlockSize">The number of samples that go through all steps together.</param>
/// <param name="Operations">About the number of operations for one sample.</param>
/// <param name="SampleScratchOnStack">Whether the scratch of a single sample is small enough for the stack.</param>
internal sealed record ExecutionProgram(string Name, EquatableArray<Step> Steps, int ScratchPerBlock, int ScratchPerSample, int BlockSize, long Operations, bool SampleScratchOnStack)
{
    /// <summary>The steps behind the loss.</summary>
    public IEnumerable<Step> WayBack => Steps.SkipWhile(step => !step.Kernel.HasLoss).Skip(1);
}

/// <summary>One step of a pass: a kernel, with operands in the order of its parameters.</summary>
/// <param name="Comment">The equation.</param>
/// <param name="Reason">Why it holds, in a sentence a line, where it is one of the four.</param>
internal sealed record Step(string Comment, string? Reason, Kernel Kernel, EquatableArray<Operand> Operands)
{
    /// <summary>The rows that a product or an activation writes.</summary>
    public Operand.Memory Written => Operands.OfType<Operand.Memory>().Last();
}

/// <summary>What a step works on.</summary>
internal abstract record Operand(string Name)
{
    /// <summary>A tensor of the network's parameters, at an offset in their storage.</summary>
    public sealed record Parameter(string Name, int Offset) : Operand(Name);

    /// <summary>A tensor of the gradient, at an offset in its storage.</summary>
    public sealed record Gradient(string Name, int Offset) : Operand(Name);

    /// <summary>Scratch that a block of samples has once, at an offset; a single sample has none.</summary>
    public sealed record Shared(string Name, int Offset, int Length) : Operand(Name);

    /// <summary>A row per sample: of the caller's memory, or of scratch at an offset (in elements, for one sample).</summary>
    public sealed record Memory(string Name, Place Place, int Stride, int Offset) : Operand(Name);
}

/// <summary>Where rows lie.</summary>
internal enum Place
{
    Input,
    Target,
    Output,
    InputGradient,
    Scratch,
}
