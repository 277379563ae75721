using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Incrementality;

/// <summary>After an edit of a model, only the networks that use it are compiled again.</summary>
public class ModelStepTests
{
    private const string Source =
        """
        using NeuralGen;
        [NeuralNetwork(2, Weights = "first")] [Dense(1)] partial class First;
        [NeuralNetwork(2, Weights = "second")] [Dense(1)] partial class Second;
        [NeuralNetwork(2)] [Dense(1)] partial class Third;
        """;

    [Fact]
    public void Other_numbers_compile_the_network_again_and_no_other() => Assert.Equal(
        [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached],
        Reasons(First().WithModels(Model("first", 5), Model("second", 2))));

    [Fact]
    public void The_same_models_read_again_compile_nothing() => Assert.Equal(
        Enumerable.Repeat(IncrementalStepRunReason.Cached, 3), Reasons(First().WithModels(Model("first", 1), Model("second", 2))));

    [Fact]
    public void Another_model_compiles_nothing() => Assert.Equal(
        Enumerable.Repeat(IncrementalStepRunReason.Cached, 3), Reasons(First().WithModels(Model("first", 1), Model("second", 2), Model("third", 3))));

    [Fact]
    public void Edit_of_the_source_reads_no_model_again()
    {
        GeneratorRun run = First();
        GeneratorRun second = run.Rerun(BuildSettings.Default.Compile(Source + "class Other;"));
        Assert.All(second.Result.TrackedSteps[TrackingNames.Models].SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.All(second.Result.TrackedSteps[TrackingNames.Sources].SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void Model_that_no_longer_fits_takes_the_files_of_its_network_along()
    {
        GeneratorRun run = First().WithModels(TestModel.Of("first"), Model("second", 2)).Rerun(BuildSettings.Default.Compile(Source));
        Assert.Equal(["Second", "Third"], run.Files.Keys.Select(name => name.Split('.')[0]).Distinct().Order());
    }

    private static GeneratorRun First() =>
        GeneratorRun.Of([Source], BuildSettings.Default with { Models = [Model("first", 1), Model("second", 2)] }, Compile);

    private static EquatableArray<GeneratedFile> Compile(NetworkDeclaration network) =>
        new GeneratedFile[] { new("g.cs", $"// {network.Weights?.Hash}") }.ToEquatableArray();

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRun run) =>
        run.Rerun(BuildSettings.Default.Compile(Source)).Result.TrackedSteps[TrackingNames.Sources].SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static TestModel Model(string name, float bias) =>
        TestModel.Of(name, TestTensor.Counting("dense1.weight", 1, 2), TestTensor.Single("dense1.bias", [1], bias));
}
