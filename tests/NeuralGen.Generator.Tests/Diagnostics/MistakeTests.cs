using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Diagnostics;

/// <summary>Every mistake gets its diagnostic, at the place that is wrong, in the words that help.</summary>
public class MistakeTests
{
    public static TheoryData<string, string, string> Cases => MistakeCases.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Mistake_gives_its_diagnostic_alone(string id, string source, string message)
    {
        _ = message;
        Diagnostic diagnostic = Assert.Single(await AnalyzeAsync(Markup.Parse(source).Source));
        Assert.Equal(id, diagnostic.Id);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Diagnostic_points_at_the_mistake(string id, string source, string message)
    {
        _ = (id, message);
        var markup = Markup.Parse(source);
        Diagnostic diagnostic = Assert.Single(await AnalyzeAsync(markup.Source));
        Assert.Equal((markup.MarkedText, markup.Start), Place(diagnostic));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Message_says_what_is_wrong_and_what_to_write(string id, string source, string message)
    {
        _ = id;
        Diagnostic diagnostic = Assert.Single(await AnalyzeAsync(Markup.Parse(source).Source));
        Assert.Equal(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Pragma_silences_the_diagnostic(string id, string source, string message)
    {
        _ = message;
        Assert.Empty(await AnalyzeAsync($"#pragma warning disable {id}\n{Markup.Parse(source).Source}"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_generated_where_there_is_an_error(string id, string source, string message)
    {
        _ = message;
        bool isWarning = id is "NG1013" or "NG1017" or "NG2006" or "NG3009";
        GeneratorRun run = Run(Markup.Parse(source).Source);
        Assert.Equal(isWarning, run.Result.GeneratedSources.Any(file => file.HintName == "Net.g.cs"));
    }

    [Fact]
    public void Every_diagnostic_of_the_analyzer_has_a_case()
    {
        IEnumerable<string> tested = MistakeCases.All.Select(row => row.Data.Item1).Append("NG1014").Distinct();
        Assert.Equal(Descriptors.UserMistakes.Except(OnnxDescriptors.All).Select(descriptor => descriptor.Id).Order(), tested.Order());
    }

    [Theory]
    [InlineData("NG1205", "[NeuralNetwork(2)] [Dense(1, nameof(Net.F))] partial class Net { static float F(float z) { [|z *= 2;|] return z; } }")]
    [InlineData("NG1207", "[NeuralNetwork(2)] [Dense(1, nameof(Net.F))] partial class Net { static float F(float z) => [|System.MathF.Round(z)|]; }")]
    [InlineData("NG1208", "[NeuralNetwork(2, CustomLoss = nameof(Net.F))] [Dense(1)] partial class Net { static float s; static float F(float a, float y) => [|s|] * a; }")]
    [InlineData("NG1209", "[NeuralNetwork(2)] [Dense(1, typeof(O), nameof(O.F))] partial class Net; class O { public static float F(float z) => z > 1 ? [|F(z / 2)|] : z; }")]
    public async Task Function_of_the_users_that_cannot_be_differentiated_is_reported_at_its_syntax(string id, string source)
    {
        var markup = Markup.Parse(source);
        Diagnostic diagnostic = Assert.Single(await AnalyzeAsync(markup.Source));
        Assert.Equal((id, markup.MarkedText, markup.Start), (diagnostic.Id, Place(diagnostic).Text, Place(diagnostic).Start));
        Assert.DoesNotContain(Run(markup.Source).Result.GeneratedSources, file => file.HintName == "Net.g.cs");
    }

    [Fact]
    public async Task Every_type_around_a_network_that_is_not_partial_is_reported()
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzeAsync("class A { struct B { [NeuralNetwork(2)] [Dense(1)] class C; } }");
        Assert.Equal([("A", "NG1002"), ("B", "NG1002"), ("C", "NG1001")], diagnostics.Select(diagnostic => (Place(diagnostic).Text, diagnostic.Id)));
    }

    [Fact]
    public async Task Every_mistake_of_one_network_is_reported()
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzeAsync("[NeuralNetwork(0, Loss = (Loss)7)] [Dense(-1, (Activation)77)] class Net;");
        Assert.Equal(["NG2001", "NG1011", "NG2001", "NG1011", "NG1001"], diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("[NeuralNetwork(\"two\")] [Dense(1)] partial class Net;")]
    [InlineData("[NeuralNetwork(2)] [Dense] partial class Net;")]
    [InlineData("[NeuralNetwork(2)] [Dense(1, Alpha = \"x\")] partial class Net;")]
    [InlineData("[NeuralNetwork(2)] [Dense(1, Gamma = 1)] partial class Net;")]
    [InlineData("[NeuralNetwork(2)] [NeuralNetwork(3)] [Dense(1)] partial class Net;")]
    [InlineData("[NeuralNetwork(2)] [Dense(1)] partial class Net; [NeuralNetwork(2)] partial class Net;")]
    [InlineData("[NeuralNetwork(2)] [Dense(1)] enum Net;")]
    [InlineData("[NeuralNetwork(2)] [Dense(1)] delegate void Net();")]
    [InlineData("[NeuralNetwork(Missing)] [Dense(1)] partial class Net;")]
    [InlineData("class Holder { [NeuralNetwork(2)] void Method() { } }")]
    public async Task What_the_compiler_reports_itself_is_not_reported_twice(string source)
    {
        Assert.Empty(await AnalyzeAsync(source));
    }

    [Theory]
    [InlineData("[NeuralNetwork(2)] [Dense(1)] partial class Net { int this[int Forward] => Forward; }")]
    [InlineData("[NeuralNetwork(2)] [Dense(1)] partial class Net { void Dense2() { } }")]
    [InlineData("[NeuralNetwork(2)] [Dense(1)] partial class Net { void forward() { } }")]
    [InlineData("interface IGo { void Forward(); } [NeuralNetwork(2)] [Dense(1)] partial class Net : IGo { void IGo.Forward() { } }")]
    [InlineData("class Parent { private void Forward() { } } [NeuralNetwork(2)] [Dense(1)] partial class Net : Parent;")]
    [InlineData("[NeuralNetwork(2)] [Dense(1)] partial class Net { public Net(int Forward) { } }")]
    [InlineData("[NeuralNetwork(2)] [Dense(1)] partial class Net : INeuralNetwork<float>;")]
    [InlineData("[NeuralNetwork(2)] [Dense(2, Activation.Softmax)] partial class Net;")]
    public async Task Good_declaration_has_no_diagnostic(string source)
    {
        Assert.Empty(await AnalyzeAsync(source));
    }

    [Fact]
    public async Task Largest_block_of_parameters_is_accepted()
    {
        // (134217723 + 1) rows of 16 numbers are 2147483584: one row more than fits.
        Assert.Equal("NG2003", Assert.Single(await AnalyzeAsync("[NeuralNetwork(134217723)] [Dense(16)] partial class Net;")).Id);
        Assert.Empty(await AnalyzeAsync("[NeuralNetwork(134217722)] [Dense(16)] partial class Net;"));
    }

    [Fact]
    public async Task Explicit_implementation_of_the_generated_interface_clashes()
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzeAsync(
            "[NeuralNetwork(2)] [Dense(1)] partial class Net : INeuralNetwork<float> { static int INeuralNetwork<float>.InputSize => 2; }");
        Assert.Equal("NG1010", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task Clash_in_another_part_is_reported_where_it_stands()
    {
        GeneratorRun run = GeneratorRun.Of(
            ["using NeuralGen; [NeuralNetwork(2)] [Dense(1)] partial class Net;", "partial class Net { void Forward() { } }"], null, FakeCompiler.Compile);
        Diagnostic diagnostic = Assert.Single(await run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
        Assert.Equal("source1.cs", diagnostic.Location.SourceTree!.FilePath);
    }

    [Theory]
    [InlineData("1024", true)]
    [InlineData("wide", true)]
    [InlineData("auto", false)]
    [InlineData("", false)]
    [InlineData(" 256 ", false)]
    [InlineData("Scalar", false)]
    [InlineData("256+128+scalar", false)]
    [InlineData(" 512 + 128 ", false)]
    [InlineData("256+", true)]
    [InlineData("256+64", true)]
    [InlineData("256,128", true)]
    [InlineData(null, false)]
    public async Task Unknown_vector_width_is_reported(string? width, bool reported)
    {
        GeneratorRun run = GeneratorRun.Of([], BuildSettings.Default with { VectorWidth = width }, FakeCompiler.Compile);
        Assert.Equal(reported, (await run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Any(diagnostic => diagnostic.Id == "NG1014"));
    }

    private static GeneratorRun Run(string source) => GeneratorRun.Of(["using NeuralGen;\n" + source], BuildSettings.Default with { Models = TestModels.All }, FakeCompiler.Compile);

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source) =>
        await Run(source).AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

    /// <summary>The text under the diagnostic, and its start in the source of the test.</summary>
    private static (string Text, int Start) Place(Diagnostic diagnostic)
    {
        Microsoft.CodeAnalysis.Text.TextSpan span = diagnostic.Location.SourceSpan;
        return (diagnostic.Location.SourceTree!.GetText().ToString(span), span.Start - "using NeuralGen;\n".Length);
    }
}
