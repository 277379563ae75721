using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>Training steps: with dropout they have a pass of their own.</summary>
internal sealed partial class ClassFile
{
    private void WriteTraining()
    {
        _writer.Line(Inherit);
        using (_writer.Block($"public {_scalar} TrainBatch({ReadOnlySpan} inputs, {ReadOnlySpan} targets, {Optimizer} optimizer)"))
        {
            _writer.Line("global::System.ArgumentNullException.ThrowIfNull(optimizer);");
            WriteGradientDescent();
            WriteStep("");
        }

        _writer.Line(Inherit);
        using (_writer.Block($"public {_scalar} TrainBatch({ReadOnlySpan} inputs, {ReadOnlySpan} targets, {Optimizer} optimizer, int threads)"))
        {
            ResolveThreads();
            using (_writer.Block($"if (threads == 1 || inputs.Length <= {BlockLength})"))
            {
                _writer.Line("// A block is the work of one thread.");
                _writer.Line("return this.TrainBatch(inputs, targets, optimizer);");
            }

            _writer.Line("global::System.ArgumentNullException.ThrowIfNull(optimizer);");
            WriteStep(", threads");
        }
    }

    /// <summary>The gradient, then the optimiser's step.</summary>
    private void WriteStep(string threads)
    {
        WriteGradientVector();
        _writer.Line($"{_scalar} loss = this.BackwardBatch(inputs, targets, gradient{threads});");
        WriteOptimizerStep();
        _writer.Line("return loss;");
    }

    private void WriteGradientVector() => _writer.Line($"{Vector} gradient = this.TrainingGradient ??= new {Vector}(Layout);");

    private void WriteOptimizerStep()
    {
        using (_writer.Block($"if ({_scalar}.IsFinite(loss))"))
        {
            _writer.Line("optimizer.Step(this.Parameters, gradient);");
        }
    }

    /// <summary>Plain gradient descent on one block: the gradient never goes through memory.</summary>
    private void WriteGradientDescent()
    {
        using (_writer.Block($"if (optimizer is global::NeuralGen.Sgd<{_scalar}> {{ IsPlain: true }} descent && inputs.Length <= {BlockLength})"))
        {
            CheckBatch();
            CheckTrained();
            _writer.Line("// theta := theta - eta dC/dtheta, right where the gradient is formed.");
            Call("return ", GeneratedNames.Backward, "Batch", "inputs", "targets", "count", "this.Parameters", "factor: -descent.LearningRate", "overwrite: false", "threads: 1");
        }
    }

    /// <summary>What the masks of dropout come from, which a checkpoint keeps.</summary>
    private void WriteDropoutState()
    {
        const string Interface = "global::NeuralGen.IDropoutNetwork";
        _writer.Line("// Where the masks of dropout come from: the seed, and the number of the step.");
        _writer.Line($"private readonly global::NeuralGen.Runtime.DropoutState {GeneratedMemberNames.Masks} = new(seed: {Text(_seed)});");
        _writer.Blank();
        foreach ((string type, string property, string part) in new[] { ("int", "DropoutSeed", "Seed"), ("long", "DropoutStep", "Step") })
        {
            using (_writer.Block($"{type} {Interface}.{property}"))
            {
                _writer.Line($"get => {Masks}.{part};");
                _writer.Line($"set => {Masks}.{part} = value;");
            }

            _writer.Blank();
        }
    }

    /// <summary>A step with masks of its own. Unlike the passes of the other methods, that of a training step has no method for the gradient alone.</summary>
    private void WriteTrainingWithDropout()
    {
        _writer.Line(Inherit);
        _writer.Line($"public {_scalar} TrainBatch({ReadOnlySpan} inputs, {ReadOnlySpan} targets, {Optimizer} optimizer) => this.TrainBatch(inputs, targets, optimizer, threads: 1);");
        _writer.Blank();
        _writer.Line(Inherit);
        using (_writer.Block($"public {_scalar} TrainBatch({ReadOnlySpan} inputs, {ReadOnlySpan} targets, {Optimizer} optimizer, int threads)"))
        {
            ResolveThreads();
            _writer.Line("global::System.ArgumentNullException.ThrowIfNull(optimizer);");
            CheckBatch();
            CheckTrained();
            _writer.Line($"{_scalar} loss;");
            using (_writer.Block($"if (optimizer is global::NeuralGen.Sgd<{_scalar}> {{ IsPlain: true }} descent && count <= {_namespace}.{GeneratedNames.Training}.BlockSize)"))
            {
                _writer.Line("// theta := theta - eta dC/dtheta, right where the gradient is formed.");
                Call("loss = ", GeneratedNames.Training, "Batch", "inputs", "targets", "count", "this.Parameters", "factor: -descent.LearningRate", "overwrite: false", "threads: 1", $"key: {Masks}.Key");
            }

            using (_writer.Block("else"))
            {
                WriteGradientVector();
                Call("loss = ", GeneratedNames.Training, "Batch", "inputs", "targets", "count", "gradient", "factor: 1", "overwrite: true", "threads", $"key: {Masks}.Key");
                WriteOptimizerStep();
            }

            using (_writer.Block($"if ({_scalar}.IsFinite(loss))"))
            {
                _writer.Line($"{Masks}.Step++;");
            }

            _writer.Line("return loss;");
        }
    }

    /// <summary>The equations above are those without dropout.</summary>
    private void WriteDropoutRemark()
    {
        if (_plan.Training is { } training)
        {
            _writer.Line("/// In training steps, and nowhere else, elements are set to zero, and the others divided by what is left of 1:");
            WriteCode(training.Steps.Select(step => step.Kernel).OfType<Kernel.DropoutMask>().Select(mask =>
                $"{LectureText.Activations(mask.Layer)} [{Literal(mask.Length)}]: each with probability {Literal(mask.Rate)}"));
        }
    }
}
