using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.ModelFiles.Formats;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>
/// The user's class: checks arguments and calls the passes. It stands among the user's own types, so every name is
/// written in full.
/// </summary>
internal sealed partial class ClassFile
{
    private const string Inherit = "/// <inheritdoc/>";

    /// <summary>What is shown of a hash tells one version of a file from another.</summary>
    private const int HashDigits = 16;

    private readonly SourceWriter _writer = new();
    private readonly TypeIdentity _type;
    private readonly ExecutionPlan _plan;
    private readonly int _seed;
    private readonly WeightSource? _weights;
    private readonly string _scalar;
    private readonly string _namespace;

    private ClassFile(TypeIdentity type, int seed, WeightSource? weights, ExecutionPlan plan)
    {
        _type = type;
        _seed = seed;
        _weights = weights;
        _plan = plan;
        _scalar = VectorDialect.Create(plan.Precision, 0).Scalar;
        _namespace = "global::" + GeneratedNames.Namespace(type);
    }

    private string ReadOnlySpan => $"global::System.ReadOnlySpan<{_scalar}>";

    private string Span => $"global::System.Span<{_scalar}>";

    private string Vector => $"global::NeuralGen.ParameterVector<{_scalar}>";

    private string Optimizer => $"global::NeuralGen.Optimizer<{_scalar}>";

    private string Masks => "this." + GeneratedMemberNames.Masks;

    /// <summary>The length of the inputs of a block of backpropagation.</summary>
    private string BlockLength => $"{_namespace}.{GeneratedNames.Backward}.BlockSize * (long)InputSize";

    public static GeneratedFile Write(TypeIdentity type, int seed, WeightSource? weights, ExecutionPlan plan)
    {
        var file = new ClassFile(type, seed, weights, plan);
        SourceFile.Header(
            file._writer, type, "This file: the class and its public methods. The mathematics is beside it, in Forward.g.cs and Backward.g.cs.");
        PartialClass.Write(file._writer, type, file.WriteClass);
        return new GeneratedFile("g.cs", file._writer.ToString());
    }

    private void WriteClass()
    {
        _writer.Line("/// <remarks>");
        _writer.Line("/// The network, from its input to its loss, with each function and its derivative:");
        WriteCode(_plan.Lecture.Diagram);
        _writer.Line("/// What it takes for one sample:");
        WriteCode(LayerTableWriter.Write(_plan.Layers));
        WriteDropoutRemark();
        WriteWeightsRemark();
        _writer.Line("/// </remarks>");
        string dropout = _plan.Training is null ? "" : ", global::NeuralGen.IDropoutNetwork";
        using (_writer.Block($"{PartialClass.Heading(_type.Type)} : global::NeuralGen.INeuralNetwork<{_scalar}>{dropout}"))
        {
            WriteConstants();
            WriteParameters();
            WriteForward();
            WriteBackward();
            if (_plan.Training is null)
            {
                WriteTraining();
            }
            else
            {
                WriteTrainingWithDropout();
            }
        }
    }

    private void WriteWeightsRemark()
    {
        if (_weights is { } weights)
        {
            if (weights.Remarks.Count > 0)
            {
                _writer.Line("/// Where it comes from:");
                WriteCode(weights.Remarks);
            }

            string drawn = _plan.Parameters.Tensors.Any(tensor => tensor.Initializer is null)
                ? "Initialize draws other weights and biases"
                : "Initialize draws others";
            string file = Xml(PlainText.OneLine(weights.File));
            _writer.Line($"/// A new instance has the weights of {file} (SHA-256 {weights.Hash.Substring(0, HashDigits)}...); {drawn}.");
        }
    }

    private void WriteCode(IEnumerable<string> lines)
    {
        _writer.Line("/// <code>");
        _writer.Lines(lines.Select(line => "/// " + Xml(line)));
        _writer.Line("/// </code>");
    }

    private void WriteConstants()
    {
        _writer.Line("/// <summary>The number of inputs of one sample.</summary>");
        _writer.Line($"public const int InputSize = {Text(_plan.InputSize)};");
        _writer.Blank();
        _writer.Line("/// <summary>The number of outputs of one sample.</summary>");
        _writer.Line($"public const int OutputSize = {Text(_plan.OutputSize)};");
        _writer.Blank();
        _writer.Line("// The gradient of TrainBatch, kept from step to step.");
        _writer.Line($"private {Vector}? TrainingGradient;");
        _writer.Blank();
        if (_plan.Training is not null)
        {
            WriteDropoutState();
        }

        _writer.Line($"static int global::NeuralGen.INeuralNetwork<{_scalar}>.InputSize => InputSize;");
        _writer.Blank();
        _writer.Line($"static int global::NeuralGen.INeuralNetwork<{_scalar}>.OutputSize => OutputSize;");
        _writer.Blank();
    }

    private void WriteParameters()
    {
        _writer.Line("/// <summary>The names, shapes and places of the network's parameters.</summary>");
        _writer.Line($"public static global::NeuralGen.ParameterLayout Layout => {_namespace}.{GeneratedNames.Parameters}.Layout;");
        _writer.Blank();
        _writer.Line(Inherit);
        _writer.Line($"public {Vector} Parameters {{ get; }} = {_namespace}.{GeneratedNames.Parameters}.Create({(_weights is null ? $"seed: {Text(_seed)}" : "")});");
        _writer.Blank();
        foreach (IGrouping<int, TensorPlan> layer in _plan.Parameters.Tensors.GroupBy(tensor => tensor.Layer))
        {
            string name = layer.First().Name.Split('.')[0];
            string property = char.ToUpperInvariant(name[0]) + name.Substring(1);
            if (layer.All(tensor => tensor.Initializer is null))
            {
                WriteParametersOfFunction(layer);
                continue;
            }

            string view = layer.Count() == 2 ? "DenseParameters" : "DenseParametersWithoutBiases";
            string tensors = string.Join(", ", layer.Select(tensor => $"this.Parameters[\"{tensor.Name}\"]"));
            _writer.Line($"/// <summary>The parameters of layer {Text(layer.Key)}.</summary>");
            _writer.Line($"public global::NeuralGen.{view}<{_scalar}> {property} => new({tensors});");
            _writer.Blank();
        }

        _writer.Line(Inherit);
        string initialize = $"{_namespace}.{GeneratedNames.Parameters}.Initialize(this.Parameters, seed);";
        if (_plan.Training is null)
        {
            _writer.Line($"public void Initialize(int seed) => {initialize}");
        }
        else
        {
            using (_writer.Block("public void Initialize(int seed)"))
            {
                _writer.Line(initialize);
                _writer.Line($"{Masks}.Restart(seed);");
            }
        }

        _writer.Blank();
    }

    /// <summary>What a function reads beside its inputs: a view of each vector.</summary>
    private void WriteParametersOfFunction(IEnumerable<TensorPlan> tensors)
    {
        foreach (TensorPlan tensor in tensors)
        {
            _writer.Line($"/// <summary>A parameter for each element of the function of layer {Text(tensor.Layer)}.</summary>");
            _writer.Line($"public global::NeuralGen.TensorView<{_scalar}> {ParameterNames.Property(tensor.Name)} => this.Parameters[\"{tensor.Name}\"];");
            _writer.Blank();
        }
    }

    private void WriteForward()
    {
        _writer.Line(Inherit);
        using (_writer.Block($"public void Forward({ReadOnlySpan} input, {Span} output)"))
        {
            _writer.Line("global::NeuralGen.Runtime.Guard.Forward<" + _scalar + ">(input, InputSize, output, OutputSize);");
            Call("", GeneratedNames.Forward, "Sample", "input", "output");
        }

        _writer.Line(Inherit);
        _writer.Line($"public void ForwardBatch({ReadOnlySpan} inputs, {Span} outputs) => this.ForwardBatch(inputs, outputs, threads: 1);");
        _writer.Blank();
        _writer.Line(Inherit);
        using (_writer.Block($"public void ForwardBatch({ReadOnlySpan} inputs, {Span} outputs, int threads)"))
        {
            ResolveThreads();
            _writer.Line("int count = global::NeuralGen.Runtime.Guard.SampleCount(inputs.Length, InputSize, nameof(inputs));");
            CheckRows("outputs", "OutputSize");
            CheckOverlap("outputs", "inputs");
            using (_writer.Block("if (count > 0)"))
            {
                Call("", GeneratedNames.Forward, "Batch", "inputs", "outputs", "count", "threads");
            }
        }

        _writer.Line(Inherit);
        using (_writer.Block($"public {_scalar} ComputeLoss({ReadOnlySpan} input, {ReadOnlySpan} target)"))
        {
            CheckLength("input", "InputSize");
            CheckLength("target", "OutputSize");
            Call("return ", GeneratedNames.Forward, "Loss", "input", "target");
        }
    }

    private void WriteBackward()
    {
        _writer.Line(Inherit);
        _writer.Line("/// <remarks>");
        _writer.Line("/// From the last layer to the first, with delta^l = dC/dz^l, the error of layer l; (.) is the product element by element:");
        WriteCode(_plan.Lecture.Equations);
        _writer.Line("/// </remarks>");
        using (_writer.Block($"public {_scalar} Backward({ReadOnlySpan} input, {ReadOnlySpan} target, {Vector} gradient)"))
        {
            CheckBackward("input", "target");
            Call("return ", GeneratedNames.Backward, "Sample", "input", "target", "gradient", "factor: 1", "overwrite: true");
        }

        _writer.Line(Inherit);
        using (_writer.Block($"public {_scalar} Backward({ReadOnlySpan} input, {ReadOnlySpan} target, {Vector} gradient, {Span} inputGradient)"))
        {
            CheckBackward("input", "target");
            CheckLength("inputGradient", "InputSize");
            CheckOverlap("inputGradient", "input");
            CheckOverlap("inputGradient", "target");
            Call("return ", GeneratedNames.Backward, "SampleToInput", "input", "target", "inputGradient", "gradient", "factor: 1", "overwrite: true");
        }

        _writer.Line(Inherit);
        _writer.Line($"public {_scalar} BackwardBatch({ReadOnlySpan} inputs, {ReadOnlySpan} targets, {Vector} gradient) => this.BackwardBatch(inputs, targets, gradient, threads: 1);");
        _writer.Blank();
        _writer.Line(Inherit);
        using (_writer.Block($"public {_scalar} BackwardBatch({ReadOnlySpan} inputs, {ReadOnlySpan} targets, {Vector} gradient, int threads)"))
        {
            ResolveThreads();
            CheckBatch();
            CheckGradient("inputs", "targets");
            Call("return ", GeneratedNames.Backward, "Batch", "inputs", "targets", "count", "gradient", "factor: 1", "overwrite: true", "threads");
        }
    }

    private void ResolveThreads() =>
        _writer.Line("threads = global::NeuralGen.Runtime.Guard.Threads(threads, nameof(threads));");

    private void CheckBatch()
    {
        _writer.Line("int count = global::NeuralGen.Runtime.Guard.SampleCount(inputs.Length, InputSize, nameof(inputs));");
        _writer.Line("global::NeuralGen.Runtime.Guard.NotEmpty(count, nameof(inputs));");
        CheckRows("targets", "OutputSize");
    }

    /// <summary>What a step within the gradient's own sums changes must not be what it reads.</summary>
    private void CheckTrained()
    {
        CheckOverlap("this.Parameters.Storage", "inputs", "inputs");
        CheckOverlap("this.Parameters.Storage", "targets", "targets");
    }

    private void CheckBackward(string input, string target)
    {
        CheckLength(input, "InputSize");
        CheckLength(target, "OutputSize");
        CheckGradient(input, target);
    }

    private void CheckGradient(string input, string target)
    {
        _writer.Line("global::NeuralGen.Runtime.Guard.Gradient(gradient, this.Parameters, nameof(gradient));");
        foreach (string read in new[] { input, target })
        {
            _writer.Line($"global::NeuralGen.Runtime.Guard.NoOverlap(gradient.Storage, {read}, nameof(gradient), nameof({read}));");
        }
    }

    private void CheckLength(string argument, string size) =>
        _writer.Line($"global::NeuralGen.Runtime.Guard.Length({argument}.Length, {size}, nameof({argument}));");

    private void CheckRows(string argument, string size) =>
        _writer.Line($"global::NeuralGen.Runtime.Guard.Rows({argument}.Length, count, {size}, nameof({argument}));");

    private void CheckOverlap(string written, string read, string? blamed = null) =>
        _writer.Line($"global::NeuralGen.Runtime.Guard.NoOverlap({written}, {read}, nameof({blamed ?? written}), {(blamed is null ? $"nameof({read})" : "nameof(Parameters)")});");

    /// <summary>Calls a pass with references to the parameters and to the arguments' memory.</summary>
    private void Call(string prefix, string pass, string method, params string[] arguments)
    {
        _writer.Line($"{prefix}{_namespace}.{pass}.{method}(");
        using (_writer.Indent())
        {
            _writer.Line("ref this.Parameters.StorageReference,");
            for (int i = 0; i < arguments.Length; i++)
            {
                string reference = arguments[i] switch
                {
                    "gradient" or "this.Parameters" => $"ref {arguments[i]}.StorageReference",
                    "count" or "threads" => arguments[i],
                    var value when value.Contains(':') => value,
                    var span => $"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({span})",
                };
                _writer.Line(reference + (i == arguments.Length - 1 ? ");" : ","));
            }
        }
    }
}
