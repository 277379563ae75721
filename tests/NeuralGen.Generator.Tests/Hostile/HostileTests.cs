using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Hostile;

/// <summary>Unusual but right declarations compile without a warning, whatever the project's settings.</summary>
public class HostileTests
{
    private static readonly Lazy<KeyValuePair<string, string>[]> FirstRun = new(GenerateAll);

    public static TheoryData<string> Names => HostileCases.Names;

    public static TheoryData<bool, bool, bool, bool> AllSettings
    {
        get
        {
            bool[] both = [false, true];
            return new TheoryData<bool, bool, bool, bool>(
                from nullable in both from overflow in both from usings in both from documentation in both select (nullable, overflow, usings, documentation));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void User_source_alone_compiles(string name)
    {
        // Constructors and members of the cases may call what is generated; everything else must stand by itself.
        IEnumerable<Diagnostic> diagnostics = BuildSettings.Strict.Compile(HostileCases.Source(name))
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS0103");
        GeneratorRun.AssertNone(diagnostics);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Adapter_places_the_part_where_the_class_is(string name)
    {
        string source = HostileCases.Source(name).Replace("Initialize(seed)", "Initialize()", StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Of([source], BuildSettings.Strict, FakeCompiler.Compile);
        await run.AssertCleanAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_network_of_the_case_has_its_files(string name) =>
        Assert.Equal(2 * HostileCases.Networks(name), GeneratorRun.Of([HostileCases.Source(name)], null, FakeCompiler.Compile).Files.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Declaration_compiles_in_a_strict_project(string name) =>
        GeneratorRun.Of(HostileCases.Source(name), BuildSettings.Strict with { VectorWidth = "128" }).AssertCompiles();

    [Theory]
    [MemberData(nameof(Names))]
    public void Declaration_compiles_in_a_bare_project(string name) =>
        GeneratorRun.Of(HostileCases.Source(name), BuildSettings.Bare with { VectorWidth = "256" }).AssertCompiles();

    [Theory]
    [MemberData(nameof(AllSettings))]
    public void Declaration_compiles_under_every_setting(bool nullable, bool overflow, bool usings, bool documentation)
    {
        var settings = new BuildSettings(
            nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable,
            overflow,
            usings,
            documentation ? DocumentationMode.Diagnose : DocumentationMode.None);
        GeneratorRun.Of(HostileCases.Source("global namespace"), settings).AssertCompiles();
    }

    [Theory]
    [InlineData("scalar")]
    [InlineData("128")]
    [InlineData("256")]
    [InlineData("512")]
    public void Declaration_compiles_for_each_width_alone(string width) =>
        GeneratorRun.Of(HostileCases.Source("global namespace"), BuildSettings.Strict with { VectorWidth = width }).AssertCompiles();

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_activation_loss_and_precision_compiles(string network) =>
        GeneratorRun.Of($"using NeuralGen; {network} internal partial class Net;", BuildSettings.Strict).AssertCompiles();

    [Fact]
    public void Two_runs_give_identical_files() => Assert.Equal(FirstRun.Value, GenerateAll());

    [Fact]
    public void Culture_does_not_change_a_byte()
    {
        KeyValuePair<string, string>[] expected = FirstRun.Value;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = UnusualCulture();
            Assert.Equal(expected, GenerateAll());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Lines_end_in_line_feeds_alone() => Assert.All(FirstRun.Value, file => Assert.DoesNotContain('\r', file.Value));

    [Fact]
    public async Task Declarations_are_read_the_same_under_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = UnusualCulture();
            GeneratorRun run = GeneratorRun.Of(["[NeuralGen.NeuralNetwork(2)] [NeuralGen.Dense(-5)] partial class Net;"], null, FakeCompiler.Compile);
            Diagnostic diagnostic = Assert.Single(await run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
            Assert.Equal("The number of outputs is -5, but must be at least 1", diagnostic.GetMessage(CultureInfo.CurrentCulture));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public static TheoryData<string> Networks
    {
        get
        {
            var networks = new TheoryData<string>();
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                foreach (Precision precision in Enum.GetValues<Precision>())
                {
                    string alpha = activation is Activation.ELU or Activation.LeakyReLU ? ", Alpha = -0.25" : string.Empty;
                    networks.Add($"[NeuralNetwork(3, 2, Precision = Precision.{precision}, Seed = -7)] [Dense(17, Activation.{activation}{alpha})] [Dense(4, Activation.{activation}, Bias = false)]");
                }
            }

            foreach (Loss loss in Enum.GetValues<Loss>())
            {
                Activation output = loss == Loss.CrossEntropy ? Activation.Softmax : Activation.Sigmoid;
                networks.Add($"[NeuralNetwork(3, Loss = Loss.{loss})] [Dense(2, Activation.{output})]");
                networks.Add($"[NeuralNetwork(3, Loss = Loss.{loss}, Precision = Precision.Double)] [Dense(2, Activation.{output})]");
            }

            return networks;
        }
    }

    private static KeyValuePair<string, string>[] GenerateAll()
    {
        string network = string.Join("\n", Networks.Select((row, index) => $"{row.Data} internal partial class Net{index};"));
        GeneratorRun run = GeneratorRun.Of("using NeuralGen;\n" + network);
        Assert.Empty(run.GeneratorDiagnostics);
        return [.. run.Files.OrderBy(file => file.Key, StringComparer.Ordinal)];
    }

    private static CultureInfo UnusualCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        return culture;
    }
}
