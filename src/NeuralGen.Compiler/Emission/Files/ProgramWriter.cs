using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>
/// Writes a pass over the network: the steps for a block of samples, and the methods that run it for one sample or
/// for a batch.
/// </summary>
internal sealed class ProgramWriter(SourceWriter writer, ExecutionPlan plan, string scalar, string kernels)
{
    /// <summary>What a pass takes by reference: the network's tensors and the caller's memory, in this order.</summary>
    private static IReadOnlyList<(string Name, int Stride)> References(ExecutionProgram program)
    {
        List<(string, int)> references = [("parameters", 0)];
        foreach (Place place in new[] { Place.Input, Place.Target, Place.Output, Place.InputGradient })
        {
            if (Rows(program).FirstOrDefault(rows => rows.Place == place) is { } found)
            {
                references.Add((found.Name, found.Stride));
            }
        }

        if (HasGradient(program))
        {
            references.Add(("gradient", 0));
        }

        return references;
    }

    /// <summary>One sample, with scratch on the stack where that is small.</summary>
    public void WriteSample(ExecutionProgram program, string name, string summary)
    {
        string references = string.Join(", ", References(program).Select(reference => $"ref {scalar} {reference.Name}"));
        writer.Line($"/// <summary>{Xml(summary)}</summary>");
        using (writer.Block($"internal static {ReturnType(program)} {name}({references})"))
        {
            string call = $"{BlockName(program)}({BlockArguments(program, reference => reference.Name, "1", "1", "true")});";
            bool returns = HasLoss(program);
            if (program.ScratchPerSample == 0)
            {
                writer.Line(returns ? "return " + call : call);
            }
            else if (program.SampleScratchOnStack)
            {
                writer.Line($"Span<{scalar}> memory = stackalloc {scalar}[{Text(program.ScratchPerSample + Padding.Lanes(plan.Precision))}];");
                writer.Line($"ref {scalar} scratch = ref StackScratch.Align(memory);");
                writer.Line(returns ? "return " + call : call);
            }
            else
            {
                writer.Line($"Scratch<{scalar}> memory = Scratch<{scalar}>.Rent({Text(program.ScratchPerSample)});");
                writer.Line($"ref {scalar} scratch = ref memory.Reference;");
                writer.Line(returns ? $"{scalar} loss = {call}" : call);
                writer.Line("memory.Return();");
                if (returns)
                {
                    writer.Line("return loss;");
                }
            }
        }
    }

    /// <summary>A batch, cut into blocks whose scratch stays in the cache.</summary>
    public void WriteBatch(ExecutionProgram program, string name, string summary)
    {
        IReadOnlyList<(string Name, int Stride)> references = References(program);
        bool returns = HasLoss(program);
        writer.Line($"/// <summary>{Xml(summary)}</summary>");
        using (writer.Block($"internal static {ReturnType(program)} {name}({string.Join(", ", references.Select(reference => $"ref {scalar} {reference.Name}"))}, int count)"))
        {
            writer.Line($"const int BlockSize = {Text(program.BlockSize)};");
            if (program.ScratchPerSample > 0)
            {
                writer.Line($"Scratch<{scalar}> memory = Scratch<{scalar}>.Rent(Math.Min(count, BlockSize) * {Text(program.ScratchPerSample)});");
                writer.Line($"ref {scalar} scratch = ref memory.Reference;");
            }

            if (returns)
            {
                writer.Line($"{scalar} scale = ({scalar})1 / count;");
                writer.Line("double loss = 0;");
            }

            using (writer.Block("for (int first = 0; first < count; first += BlockSize)"))
            {
                writer.Line("int samples = Math.Min(BlockSize, count - first);");
                string call = BlockArguments(
                    program,
                    reference => reference.Stride == 0 ? reference.Name : $"Unsafe.Add(ref {reference.Name}, first * {Text(reference.Stride)})",
                    "samples",
                    "scale",
                    "first == 0");
                writer.Line($"{(returns ? "loss += " : "")}{BlockName(program)}({call});");
            }

            if (program.ScratchPerSample > 0)
            {
                writer.Line("memory.Return();");
            }

            if (returns)
            {
                writer.Line(scalar == "double" ? "return loss / count;" : $"return ({scalar})(loss / count);");
            }
        }
    }

    /// <summary>The steps, for a block of samples.</summary>
    public void WriteBlock(ExecutionProgram program, string summary)
    {
        writer.Line($"/// <summary>{Xml(summary)}</summary>");
        List<string> parameters = [.. References(program).Select(reference => $"ref {scalar} {reference.Name}"), "int count"];
        if (HasScale(program))
        {
            parameters.Add($"{scalar} scale");
        }

        if (HasGradient(program))
        {
            parameters.Add("bool overwrite");
        }

        if (program.ScratchPerSample > 0)
        {
            parameters.Add($"ref {scalar} scratch");
        }

        using (writer.Block($"private static {ReturnType(program)} {BlockName(program)}({string.Join(", ", parameters)})"))
        {
            foreach (string declaration in Declarations(program))
            {
                writer.Line(declaration);
            }

            foreach (Step step in program.Steps)
            {
                writer.Blank();
                writer.Line("// " + step.Comment);
                WriteStep(step);
            }

            if (HasLoss(program))
            {
                writer.Line("return loss;");
            }
        }
    }

    private void WriteStep(Step step)
    {
        switch (step)
        {
            case Step.Copy copy:
                writer.Line($"Rows.Copy(ref {copy.From.Name}, {Text(copy.From.Stride)}, ref {copy.To.Name}, {Text(copy.To.Stride)}, {Text(copy.Length)}, count);");
                break;
            case Step.Call call:
                string operands = string.Join(", ", call.Operands.Select(operand => "ref " + operand.Name));
                string rest = call.Kernel switch
                {
                    _ when HasScale(call) => "scale, count",
                    Kernel.DenseWeightGradient => "count, overwrite",
                    _ => "count",
                };
                string result = IsLoss(call) ? $"{scalar} loss = " : "";
                writer.Line($"{result}{kernels}.{call.Kernel.Name}({operands}, {rest});");
                break;
            default:
                throw new InvalidOperationException($"{step.GetType().Name} has no code.");
        }
    }

    /// <summary>Gives the tensors and scratch rows that the steps use their names.</summary>
    private IEnumerable<string> Declarations(ExecutionProgram program) =>
        program.Steps.SelectMany(step => step is Step.Call call ? call.Operands : step is Step.Copy copy ? [copy.From, copy.To] : Enumerable.Empty<Operand>())
            .GroupBy(operand => operand.Name)
            .Select(group => group.First())
            .Select(operand => operand switch
            {
                Operand.Parameter parameter => Declaration(parameter.Name, "parameters", Text(parameter.Offset)),
                Operand.Gradient gradient => Declaration(gradient.Name, "gradient", Text(gradient.Offset)),
                Operand.Memory { Place: Place.Scratch } rows => Declaration(rows.Name, "scratch", rows.Offset == 0 ? "0" : $"count * {Text(rows.Offset)}"),
                _ => null,
            })
            .OfType<string>();

    private string Declaration(string name, string block, string offset) =>
        $"ref {scalar} {name} = ref {(offset == "0" ? block : $"Unsafe.Add(ref {block}, {offset})")};";

    private string BlockArguments(
        ExecutionProgram program, Func<(string Name, int Stride), string> reference, string count, string scale, string overwrite)
    {
        List<string> arguments = [.. References(program).Select(item => "ref " + reference(item)), count];
        if (HasScale(program))
        {
            arguments.Add(scale);
        }

        if (HasGradient(program))
        {
            arguments.Add(overwrite);
        }

        if (program.ScratchPerSample > 0)
        {
            arguments.Add("ref scratch");
        }

        return string.Join(", ", arguments);
    }

    private string ReturnType(ExecutionProgram program) => HasLoss(program) ? scalar : "void";

    private static string BlockName(ExecutionProgram program) => char.ToUpperInvariant(program.Name[0]) + program.Name.Substring(1) + "Block";

    private static IEnumerable<Operand.Memory> Rows(ExecutionProgram program) => program.Steps.SelectMany(step =>
        step is Step.Call call ? call.Operands.OfType<Operand.Memory>() : step is Step.Copy copy ? [copy.From, copy.To] : Enumerable.Empty<Operand.Memory>());

    private static bool HasGradient(ExecutionProgram program) => program.Steps.OfType<Step.Call>().Any(call => call.Kernel is Kernel.DenseWeightGradient);

    private static bool HasLoss(ExecutionProgram program) => program.Steps.OfType<Step.Call>().Any(IsLoss);

    private static bool HasScale(ExecutionProgram program) => program.Steps.OfType<Step.Call>().Any(HasScale);

    private static bool IsLoss(Step.Call call) => call.Kernel is Kernel.Loss or Kernel.CrossEntropy;

    private static bool HasScale(Step.Call call) => call.Kernel is Kernel.Loss { Gradient: not null } or Kernel.CrossEntropy { GradientStride: not null };
}
