namespace NeuralGen.Package.Tests.Tests;

public sealed class NewProjectTests(NewProject project) : IClassFixture<NewProject>
{
    private static readonly string[] Models = ["models/declared.safetensors", "models/imported.onnx", "models/other/imported.onnx", "models/sums.onnx"];

    [Fact]
    public void Build_is_without_warnings() => Assert.Contains("0 Warning(s)", project.FirstBuild.Lines);

    [Fact]
    public void Declared_network_learns() => Assert.Contains("xor 0 1 1 0", project.FirstRun.Lines);

    [Fact]
    public void Onnx_model_is_imported() => Assert.Contains("onnx 6", project.FirstRun.Lines);

    [Fact]
    public void Models_of_one_name_are_told_apart_by_their_folders() => Assert.Contains("other onnx 7", project.FirstRun.Lines);

    [Fact]
    public void Declared_network_has_the_weights_of_a_file() => Assert.Contains("safetensors 15", project.FirstRun.Lines);

    [Fact]
    public void Numbers_of_a_model_may_be_in_a_file_beside_it() => Assert.Contains("beside 64", project.FirstRun.Lines);

    /// <summary>The tokeniser is not the package's own.</summary>
    [Fact]
    public void Tables_are_read() => Assert.Contains("table 250", project.FirstRun.Lines);

    [Fact]
    public void Each_model_is_converted_to_a_folder_of_its_own() =>
        Assert.Equal([.. Models, "program"], project.FirstTimes.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Build_without_changes_converts_no_model() =>
        Assert.All(Models, model => Assert.Equal(project.FirstTimes[model], project.SecondTimes[model]));

    [Fact]
    public void Build_without_changes_compiles_nothing() => Assert.Equal(project.FirstTimes["program"], project.SecondTimes["program"]);

    [Fact]
    public void Edited_model_is_in_the_next_build() => Assert.Contains("onnx 8", project.RunAfterEdit.Lines);

    [Fact]
    public void Edited_file_beside_a_model_is_in_the_next_build() => Assert.Contains("beside 32", project.RunAfterEdit.Lines);

    [Fact]
    public void Model_that_was_not_edited_is_not_converted_again() =>
        Assert.Equal(project.FirstTimes["models/declared.safetensors"], project.TimesAfterEdit["models/declared.safetensors"]);

    [Fact]
    public void Cleaned_project_has_nothing_of_its_models() => Assert.Empty(project.FilesAfterClean);
}
