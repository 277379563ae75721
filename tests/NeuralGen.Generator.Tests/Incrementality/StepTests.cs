using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Incrementality;

/// <summary>After an edit, only what depends on it is computed again.</summary>
public class StepTests
{
    private const string Network = "using NeuralGen; [NeuralNetwork(Sizes.Inputs)] [Dense(3)] partial class First;";
    private const string Sizes = "static class Sizes { public const int Inputs = 2; }";
    private const string Unrelated = "class Unrelated;";

    public static TheoryData<string> AllSteps => new(TrackingNames.SourceBranch.Concat(TrackingNames.DiagnosticsBranch));

    [Theory]
    [MemberData(nameof(AllSteps))]
    public void Step_exists(string step)
    {
        GeneratorRun run = TrackingNames.DiagnosticsBranch.Contains(step) ? FaultyRun() : First();
        Assert.True(run.Result.TrackedSteps.ContainsKey(step));
    }

    [Theory]
    [MemberData(nameof(AllSteps))]
    public void Edit_in_an_unrelated_file_changes_no_step(string step) =>
        AssertNothingNew(Edit(First(), 2, "class Unrelated { void Method() { } }"), step);

    [Fact]
    public void Edit_in_an_unrelated_file_compiles_nothing() =>
        AssertReasons(Edit(First(), 2, "class Unrelated { int x = 1; }"), TrackingNames.Sources, IncrementalStepRunReason.Cached);

    [Fact]
    public void Edit_in_an_unrelated_file_adds_no_source() => Assert.All(
        Edit(First(), 2, "class Unrelated { int x = 1; }").Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
        output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));

    [Fact]
    public void Edit_of_the_class_beside_its_attributes_compiles_nothing()
    {
        const string Edited = "using NeuralGen;\n\n// Moved, and with a member.\n[NeuralNetwork(Sizes.Inputs)] [Dense(3)] partial class First { void Method() { } }";
        AssertReasons(Edit(First(), 0, Edited), TrackingNames.Sources, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Edit_of_a_constant_in_another_file_compiles_again() => AssertReasons(
        Edit(First(), 1, "static class Sizes { public const int Inputs = 7; }"), TrackingNames.Sources, IncrementalStepRunReason.Modified);

    [Fact]
    public void Second_network_leaves_the_first_cached() => AssertReasons(
        Edit(First(), 2, "[NeuralGen.NeuralNetwork(2)] [NeuralGen.Dense(1)] partial class Second;"),
        TrackingNames.Sources, IncrementalStepRunReason.Cached, IncrementalStepRunReason.New);

    [Fact]
    public void Second_network_leaves_the_files_of_the_first_as_they_are() => AssertReasons(
        Edit(First(), 2, "[NeuralGen.NeuralNetwork(2)] [NeuralGen.Dense(1)] partial class Second;"),
        TrackingNames.Files, IncrementalStepRunReason.Cached, IncrementalStepRunReason.New);

    [Fact]
    public void Network_that_differs_by_case_leaves_the_text_of_the_first_cached() => AssertReasons(
        Edit(First(), 2, "[NeuralGen.NeuralNetwork(2)] [NeuralGen.Dense(1)] partial class FIRST;"),
        TrackingNames.Sources, IncrementalStepRunReason.Cached, IncrementalStepRunReason.New);

    [Fact]
    public void Another_vector_width_compiles_again()
    {
        GeneratorRun first = First();
        AssertReasons(first.WithVectorWidth("256").Rerun(Input()), TrackingNames.Sources, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void The_same_vector_width_in_other_words_compiles_nothing()
    {
        GeneratorRun first = First();
        AssertReasons(first.WithVectorWidth("AUTO").Rerun(Input()), TrackingNames.Sources, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Fault_moves_with_its_declaration()
    {
        GeneratorRun first = FaultyRun();
        GeneratorRun second = first.Rerun(Replace(Input(), 0, "\n\n\n" + Network));
        Assert.Equal(3, second.GeneratorDiagnostics.Single().Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Network_that_is_removed_takes_its_files_along() => Assert.Empty(Edit(First(), 0, "class First;").Files);

    private static CSharpCompilation Input() => BuildSettings.Default.Compile(Network, Sizes, Unrelated);

    private static GeneratorRun First() => GeneratorRun.Of([Network, Sizes, Unrelated], null, FakeCompiler.Compile);

    private static GeneratorRun FaultyRun() => GeneratorRun.Of([Network, Sizes, Unrelated], null, _ => throw new InvalidOperationException("fault"));

    private static GeneratorRun Edit(GeneratorRun run, int file, string text)
    {
        // Start from the very compilation of the first run, as an editor does.
        Compilation input = run.Output.RemoveSyntaxTrees(run.Result.GeneratedSources.Select(source => source.SyntaxTree));
        return run.Rerun(Replace(input, file, text));
    }

    private static Compilation Replace(Compilation input, int file, string text)
    {
        SyntaxTree old = input.SyntaxTrees.ElementAt(file);
        return input.ReplaceSyntaxTree(old, BuildSettings.Default.Parse(text, old.FilePath));
    }

    private static void AssertNothingNew(GeneratorRun run, string step)
    {
        // A step without any input, such as that of faults where there are none, does not run at all.
        ImmutableArray<IncrementalGeneratorRunStep> steps = run.Result.TrackedSteps.GetValueOrDefault(step, []);
        Assert.All(
            steps.SelectMany(one => one.Outputs),
            output => Assert.Contains(output.Reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }

    private static void AssertReasons(GeneratorRun run, string step, params IncrementalStepRunReason[] expected) =>
        Assert.Equal(expected, run.Result.TrackedSteps[step].SelectMany(one => one.Outputs).Select(output => output.Reason));
}
