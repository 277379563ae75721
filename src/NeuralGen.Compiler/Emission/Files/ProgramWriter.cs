using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>
/// Writes the passes over the network: the equations in order, above the kernels that compute them. A pass is generic
/// over the kernels of a vector width, and stands once for all of them; what some widths do in a way of their own for a single
/// sample, <see cref="WidthChoice"/> chooses instead.
/// </summary>
internal sealed class ProgramWriter(SourceWriter writer, ExecutionPlan plan, string scalar)
{
    /// <summary>The parameter from which masks are drawn.</summary>
    public const string Key = "DropoutKey key";

    private const string Generic = $"<{WidthChoice.Kernels}>";
    private const string ReturnMemory = "memory.Return();";
    private const string Constraint = $"where {WidthChoice.Kernels} : struct, " + GeneratedNames.KernelInterface;

    /// <summary>The steps for one sample, with scratch on the stack where that is small.</summary>
    public void WriteSample(ExecutionProgram program, string name, params string[] parameters)
    {
        string returnType = HasLoss(program) ? scalar : "void";
        bool onStack = program.ScratchPerSample > 0 && program.SampleScratchOnStack;
        bool rented = IsRented(program);
        string memory = char.ToUpperInvariant(program.Name[0]) + program.Name.Substring(1) + "Memory";
        if (onStack)
        {
            writer.Line("/// <summary>What the layers exchange for one sample.</summary>");
            writer.Line($"[InlineArray({Text(program.ScratchPerSample + Padding.Lanes(plan.Precision))})]");
            using (writer.Block($"private struct {memory}"))
            {
                writer.Line($"private {scalar} _first;");
            }
        }

        writer.Line(Kernels.KernelWriter.WholeMethod);
        bool narrower = plan.HasNarrowerBackward && program.WayBack.Any();
        string arguments = narrower ? $"<{WidthChoice.Kernels}, {WidthChoice.Backward}>" : Generic;
        string constraints = narrower ? $"{Constraint}\n    where {WidthChoice.Backward} : struct, {GeneratedNames.KernelInterface}" : Constraint;
        using (writer.Block($"private static {returnType} {name}{arguments}({string.Join(", ", parameters)})\n    {constraints}"))
        {
            if (onStack)
            {
                writer.Line($"Unsafe.SkipInit(out {memory} memory);");
                writer.Line($"ref {scalar} scratch = ref StackScratch.Align(ref Unsafe.As<{memory}, {scalar}>(ref memory));");
            }
            else if (rented)
            {
                writer.Line($"Scratch<{scalar}> memory = Scratch<{scalar}>.Rent({Text(program.ScratchPerSample)});");
                writer.Line($"ref {scalar} scratch = ref memory.Reference;");
            }

            WriteSteps(program, offset => offset == 0 ? "0" : Text(offset), WriteSampleStep, narrower, explains: program == plan.Backward || program == plan.Training);
            if (rented)
            {
                writer.Line(ReturnMemory);
            }

            if (HasLoss(program))
            {
                writer.Line("return loss;");
            }
        }

        writer.Blank();
    }

    /// <summary>A batch, cut into blocks whose scratch stays in the cache.</summary>
    public void WriteBatch(ExecutionProgram program, string sampleCall, params string[] parameters)
    {
        bool returns = HasLoss(program);
        bool training = parameters.Any(parameter => parameter.EndsWith(" overwrite", StringComparison.Ordinal));
        using (writer.Block($"private static {(returns ? scalar : "void")} Batch{Generic}({string.Join(", ", parameters)})\n    {Constraint}"))
        {
            using (writer.Block("if (count == 1)"))
            {
                writer.Line(returns ? $"return {sampleCall};" : sampleCall + ";");
                if (!returns)
                {
                    writer.Line("return;");
                }
            }

            writer.Line("int size = BatchCut.BlockSize(count, BlockSize);");
            WriteSharing(program);
            if (HasBlockScratch(program))
            {
                writer.Line($"Scratch<{scalar}> memory = Scratch<{scalar}>.Rent({ScratchOfBlock(program, "size")});");
                writer.Line($"ref {scalar} scratch = ref memory.Reference;");
            }

            if (returns)
            {
                writer.Line($"{scalar} scale = ({scalar})1 / count;");
                writer.Line("double loss = 0;");
            }

            using (writer.Block("for (int remaining = count; remaining > 0; remaining -= size)"))
            {
                writer.Line("int samples = Math.Min(size, remaining);");
                List<string> arguments = [.. Rows(program).Select(rows => $"ref {rows.Name}"), "samples"];
                arguments.Insert(0, "ref parameters");
                if (training)
                {
                    arguments.AddRange(["ref gradient", "factor", "overwrite && remaining == count", "scale"]);
                }

                if (Drops(program))
                {
                    arguments.Add("key.From(count - remaining)");
                }

                if (HasBlockScratch(program))
                {
                    arguments.Add("ref scratch");
                }

                writer.Line($"{(returns ? "loss += " : "")}Block{Generic}({string.Join(", ", arguments)});");
                foreach (Operand.Memory rows in Rows(program))
                {
                    writer.Line($"{rows.Name} = ref Unsafe.Add(ref {rows.Name}, samples * {Text(rows.Stride)});");
                }
            }

            if (HasBlockScratch(program))
            {
                writer.Line(ReturnMemory);
            }

            if (returns)
            {
                writer.Line(scalar == "double" ? "return loss / count;" : $"return ({scalar})(loss / count);");
            }
        }

        writer.Blank();
        WriteBlockForAnyThread(program);
        WriteBlock(program, training);
    }

    /// <summary>Hands the blocks of a batch to several threads.</summary>
    private void WriteSharing(ExecutionProgram program)
    {
        bool returns = HasLoss(program);
        string rows = string.Join(", ", Rows(program).Select(rows => $"ref {rows.Name}, {Text(rows.Stride)}"));
        string gradient = returns ? $"ref gradient, {Text(plan.Parameters.StorageLength)}, " : "";
        string call = $"Parallel{(returns ? "Backward" : "Forward")}<{scalar}>.Run<AnyThread{Generic}>(ref parameters, {rows}, count, size, {gradient}operations: {Literal(program.Operations)}, threads{(Drops(program) ? ", key" : "")});";

        // Gradient descent within (BP4) is for batches of one block.
        using (writer.Block($"if (threads > 1 && size < count{(returns ? " && overwrite" : "")})"))
        {
            writer.Line((returns ? "return " : "") + call);
            if (!returns)
            {
                writer.Line("return;");
            }
        }
    }

    /// <summary>A block with scratch of its own, which each thread keeps for its next one: always as much, so that it suffices.</summary>
    private void WriteBlockForAnyThread(ExecutionProgram program)
    {
        bool returns = HasLoss(program);
        string[] references = ["parameters", .. Rows(program).Select(rows => rows.Name)];
        List<string> parameters = [.. references.Select(name => $"ref {scalar} {name}"), "int count"];
        List<string> arguments = [.. references.Select(name => "ref " + name), "count"];
        if (returns)
        {
            parameters.AddRange([$"ref {scalar} gradient", "bool overwrite", $"{scalar} scale"]);
            arguments.AddRange(["ref gradient", "factor: 1", "overwrite", "scale"]);
        }

        if (Drops(program))
        {
            parameters.Add(Key);
            arguments.Add("key");
        }

        if (HasBlockScratch(program))
        {
            arguments.Add("ref memory.Reference");
        }

        writer.Line("/// <summary>A block of a batch, for whichever thread takes it.</summary>");
        using (writer.Block($"private readonly struct AnyThread{Generic} : I{(Drops(program) ? "Dropout" : returns ? "Backward" : "Forward")}Block<{scalar}>\n    {Constraint}"))
        using (writer.Block($"public static {(returns ? scalar : "void")} Run({string.Join(", ", parameters)})"))
        {
            string call = $"Block{Generic}({string.Join(", ", arguments)});";
            if (!HasBlockScratch(program))
            {
                writer.Line((returns ? "return " : "") + call);
            }
            else
            {
                writer.Line($"Scratch<{scalar}> memory = Scratch<{scalar}>.Rent({ScratchOfBlock(program, "BlockSize")});");
                writer.Line((returns ? $"{scalar} loss = " : "") + call);
                writer.Line(ReturnMemory);
                if (returns)
                {
                    writer.Line("return loss;");
                }
            }
        }

        writer.Blank();
    }

    /// <summary>The steps for a block of samples.</summary>
    private void WriteBlock(ExecutionProgram program, bool training)
    {
        List<string> parameters = [$"ref {scalar} parameters", .. Rows(program).Select(rows => $"ref {scalar} {rows.Name}"), "int count"];
        if (training)
        {
            parameters.AddRange([$"ref {scalar} gradient", $"{scalar} factor", "bool overwrite", $"{scalar} scale"]);
        }

        if (Drops(program))
        {
            parameters.Add(Key);
        }

        if (HasBlockScratch(program))
        {
            parameters.Add($"ref {scalar} scratch");
        }

        using (writer.Block($"private static {(HasLoss(program) ? scalar : "void")} Block{Generic}({string.Join(", ", parameters)})\n    {Constraint}"))
        {
            WriteSteps(program, offset => offset == 0 ? Text(program.ScratchPerBlock) : $"{Shared(program)}count * {Text(offset)}", WriteBlockStep, narrower: false);
            if (HasLoss(program))
            {
                writer.Line("return loss;");
            }
        }
    }

    /// <summary>The rows of the caller's memory that a pass uses, in the order in which methods take them.</summary>
    public static IReadOnlyList<Operand.Memory> Rows(ExecutionProgram program) =>
        [.. new[] { Place.Input, Place.Target, Place.Output, Place.InputGradient }
            .Select(place => program.Steps.SelectMany(step => step.Operands).OfType<Operand.Memory>().FirstOrDefault(rows => rows.Place == place))
            .OfType<Operand.Memory>()];

    /// <param name="narrower">Whether what comes behind the loss has kernels of its own.</param>
    /// <param name="explains">Whether to say why the equations hold: one place is enough.</param>
    private void WriteSteps(ExecutionProgram program, Func<int, string> scratchOffset, Action<Step, string> writeStep, bool narrower, bool explains = false)
    {
        bool writesBlock = writeStep == WriteBlockStep;
        IEnumerable<Operand> operands = program.Steps.SelectMany(step => step.Operands).GroupBy(operand => operand.Name).Select(group => group.First());
        foreach (Operand operand in operands)
        {
            string? declaration = operand switch
            {
                Operand.Parameter parameter => Declaration(parameter.Name, "parameters", Text(parameter.Offset)),
                Operand.Gradient gradient => Declaration(gradient.Name, "gradient", Text(gradient.Offset)),
                Operand.Memory { Place: Place.Scratch } rows => Declaration(rows.Name, "scratch", scratchOffset(rows.Offset)),
                Operand.Shared shared when writesBlock => Declaration(shared.Name, "scratch", Text(shared.Offset)),
                _ => null,
            };
            if (declaration is not null)
            {
                writer.Line(declaration);
            }
        }

        string kernels = WidthChoice.Kernels;
        foreach (Step step in program.Steps)
        {
            writer.Blank();
            writer.Line("// " + step.Comment);
            foreach (string reason in explains && step.Reason is not null ? step.Reason.Split('\n') : [])
            {
                writer.Line("// " + reason);
            }

            writeStep(step, kernels);
            kernels = narrower && step.Kernel.HasLoss ? WidthChoice.Backward : kernels;
            if ((program == plan.Backward || program == plan.Training) && step.Kernel.HasLoss)
            {
                WriteEndOfDescent(returnsMemory: !writesBlock && IsRented(program));
            }
        }
    }

    /// <summary>Gradient descent within (BP4) has no other place to look at the loss before it changes the parameters.</summary>
    private void WriteEndOfDescent(bool returnsMemory)
    {
        writer.Blank();
        writer.Line("// Gradient descent (its factor is -eta) takes no step from a loss that is not finite.");
        using (writer.Block($"if (factor <= 0 && !{scalar}.IsFinite(loss))"))
        {
            if (returnsMemory)
            {
                writer.Line(ReturnMemory);
            }

            writer.Line("return loss;");
        }
    }

    private void WriteSampleStep(Step step, string kernels)
    {
        if (step.Kernel is Kernel.DropoutMask mask)
        {
            WriteMask(step, mask, "count: 1");
            return;
        }

        string rest = step.Kernel switch
        {
            _ when HasScale(step.Kernel) => ", scale: 1",
            Kernel.RowOuterProducts or Kernel.VectorGradients => ", factor, overwrite",
            _ => "",
        };
        WriteCall(step, kernels, Kernels.KernelWriter.SampleName(step.Kernel), rest);
    }

    private void WriteBlockStep(Step step, string kernels)
    {
        if (step.Kernel is Kernel.DropoutMask mask)
        {
            WriteMask(step, mask, "count");
            return;
        }

        string rest = step.Kernel switch
        {
            _ when HasScale(step.Kernel) => ", scale, count",
            Kernel.RowOuterProducts or Kernel.VectorGradients => ", factor, overwrite, count",
            _ when step.Operands.OfType<Operand.Shared>().FirstOrDefault() is { } shared => $", ref {shared.Name}, count",
            _ => ", count",
        };
        WriteCall(step, kernels, step.Kernel.Name, rest);
    }

    private void WriteMask(Step step, Kernel.DropoutMask mask, string count) =>
        writer.Line($"DropoutMasks.Draw(ref {step.Operands[0].Name}, key, layer: {Text(mask.Layer)}, rate: {Literal(mask.Rate)}, length: {Text(mask.Length)}, stride: {Text(mask.Stride)}, {count});");

    private void WriteCall(Step step, string kernels, string method, string rest)
    {
        string operands = string.Join(", ", step.Operands.Where(operand => operand is not Operand.Shared).Select(operand => "ref " + operand.Name));
        string result = step.Kernel.HasLoss ? $"{scalar} loss = " : "";
        writer.Line($"{result}{kernels}.{method}({operands}{rest});");
    }

    private string Declaration(string name, string block, string offset) =>
        $"ref {scalar} {name} = ref {Dialects.VectorDialect.At(block, offset)};";

    /// <summary>The beginning of an offset behind the scratch that a block has once.</summary>
    private static string Shared(ExecutionProgram program) => program.ScratchPerBlock == 0 ? "" : $"{Text(program.ScratchPerBlock)} + ";

    /// <summary>Whether a single sample's scratch is too large for the stack.</summary>
    private static bool IsRented(ExecutionProgram program) => program.ScratchPerSample > 0 && !program.SampleScratchOnStack;

    private static bool HasBlockScratch(ExecutionProgram program) => program.ScratchPerSample > 0 || program.ScratchPerBlock > 0;

    private static string ScratchOfBlock(ExecutionProgram program, string samples) => program.ScratchPerSample == 0
        ? Text(program.ScratchPerBlock)
        : $"{Shared(program)}{samples} * {Text(program.ScratchPerSample)}";

    private static bool Drops(ExecutionProgram program) => program.Steps.Any(step => step.Kernel is Kernel.DropoutMask);

    private static bool HasLoss(ExecutionProgram program) => program.Steps.Any(step => step.Kernel.HasLoss);

    private static bool HasScale(Kernel kernel) => kernel is Kernel.Loss { Gradient: not null } or Kernel.CrossEntropy { GradientStride: not null };
}
