using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Planning;
using Xunit;

namespace NeuralGen.Compiler.Tests.Planning;

/// <summary>What is decided for whole passes: values in registers, the width on the way back, and (BP2) as one kernel.</summary>
public class PassPlanTests
{
    private static readonly Arbitrary<int[]> Chains = (
        from count in Gen.Choose(2, 12)
        from sizes in Gen.ArrayOf(Gen.Frequency((4, Gen.Choose(1, 70)), (1, Gen.Choose(71, 300))), count + 1)
        select sizes).ToArbitrary();

    public static TheoryData<int[], int> ChainsInRegisters => new()
    {
        { [2, 16, 16, 1], 512 },
        { [2, 16, 16, 1], 256 },
        { [64, 64, 32, 10], 512 },
        { [16, 64, 64, 64, 8], 512 },
        { [12, 100, 30, 20], 512 },
    };

    public static TheoryData<int[], int> ChainsInMemory => new()
    {
        { [2, 16, 16, 1], 128 },
        { [64, 64, 32, 10], 256 },
        { [784, 30, 10], 512 },
        { [16, 200, 8], 512 },
        { [16, 8], 512 },
    };

    [Theory]
    [MemberData(nameof(ChainsInRegisters))]
    public void SmallLayersPassValuesOnInRegisters(int[] sizes, int bits) => Assert.NotNull(TierOf(Plan(sizes), bits).ForwardInRegisters);

    [Theory]
    [MemberData(nameof(ChainsInMemory))]
    public void OtherLayersExchangeThemInMemory(int[] sizes, int bits) => Assert.Null(TierOf(Plan(sizes), bits).ForwardInRegisters);

    [Fact]
    public void PassInRegistersHasEveryLayerOnce() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Chains, sizes =>
        Plan(sizes).Tiers.All(tier => tier.ForwardInRegisters is not { } pass || pass.Layers.Count == sizes.Length - 1)));

    [Fact]
    public void PassInRegistersFitsThem() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Chains, sizes =>
        Plan(sizes).Tiers.All(plan => plan.ForwardInRegisters is not { } pass
            || pass.Layers.All(layer => Registers(layer, Tier.Of(plan.Bits, Precision.Single), layer == pass.Layers[0]) <= (plan.Bits == 512 ? 32 : 16)))));

    [Fact]
    public void PassInRegistersIsNotPredictedToBeFasterThanItsMultiplyAdds() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Chains, sizes =>
        Plan(sizes).Tiers.All(plan => plan.ForwardInRegisters is not { Prediction: var prediction } || prediction.Cycles >= prediction.PeakCycles)));

    [Theory]
    [InlineData(64, 40, ActivationKind.ReLU)]
    [InlineData(16, 60, ActivationKind.ReLU)]
    [InlineData(20, 20, ActivationKind.GELU)]
    public void MuchCodeIsNotOnePass(int size, int layers, object activation) => Assert.Null(
        TierOf(NetworkCompiler.Plan(Declare([.. Enumerable.Repeat(size, layers)], (ActivationKind)activation)), 512).ForwardInRegisters);

    [Fact]
    public void LoopHasNoMorePartialSumsThanRows() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Chains, sizes =>
        NetworkCompiler.Plan(Declare(sizes, ActivationKind.ReLU) with { Precision = Precision.Double }).Tiers.All(plan => plan.ForwardInRegisters is not { } pass
            || pass.Layers.All(layer => !layer.IsLoop || layer.PartialSums <= layer.RowsInTurn))));

    /// <summary>A function behind an activation is not a second activation of the same sums.</summary>
    [Fact]
    public void FunctionOfALayerWithAnActivationIsNoPartOfIt()
    {
        NetworkDeclaration declaration = Declare([8, 16, 4], ActivationKind.ReLU);
        var tanh = new ElementwiseDeclaration(new Call(Function.Tanh, new Variable("x")), new[] { "x" }.ToEquatableArray(), 0);
        LayerDeclaration[] layers = [declaration.Layers[0], tanh, declaration.Layers[1]];

        Assert.Null(TierOf(NetworkCompiler.Plan(declaration with { Layers = layers.ToEquatableArray() }), 512).ForwardInRegisters);
    }

    [Fact]
    public void RowsThatLeaveMuchOfAVectorEmptyGoBackwardsInHalves() => Assert.Equal(256, TierOf(Plan([4, 24, 24, 2]), 512).Backward?.Bits);

    [Theory]
    [InlineData(new[] { 4, 32, 32, 2 })]
    [InlineData(new[] { 300, 200, 24 })]
    public void RowsThatFillVectorsOrComeFromTheSecondCacheDoNot(int[] sizes) => Assert.Null(TierOf(Plan(sizes), 512).Backward);

    [Fact]
    public void NarrowTiersGoBackwardsAsTheyGoForwards() => Assert.All(Plan([4, 24, 24, 2]).Tiers.Skip(1), tier => Assert.Null(tier.Backward));

    [Fact]
    public void HalvesAreNotTakenWhereTheirKernelsAreNotThere() =>
        Assert.Null(TierOf(NetworkCompiler.Plan(Declare([4, 24, 24, 2], ActivationKind.Tanh) with { Widths = VectorWidths.Vector512 }), 512).Backward);

    [Fact]
    public void ErrorOfALayerIsOneKernel() => Assert.DoesNotContain(
        Plan([4, 24, 24, 2]).Backward.Steps, step => step.Kernel is Kernel.Elementwise || step.Kernel is Kernel.Product { Backwards: true, Factors.Count: 0 });

    [Fact]
    public void ErrorOfALayerWhoseDerivativeIsStoredReadsIt() => Assert.Contains(
        NetworkCompiler.Plan(Declare([4, 24, 2], ActivationKind.GELU)).Backward.Steps,
        step => step.Kernel is Kernel.Product { Backwards: true } product && product.Factors.Any(row => row.Name.StartsWith("slope", StringComparison.Ordinal)));

    private static ExecutionPlan Plan(int[] sizes) => NetworkCompiler.Plan(Declare(sizes, ActivationKind.ReLU));

    private static TierPlan TierOf(ExecutionPlan plan, int bits) => plan.Tiers.First(tier => tier.Bits == bits);

    /// <summary>What is read, the sums, and a group of lanes, a lane and a vector of weights.</summary>
    private static int Registers(RegisterLayer layer, Tier tier, bool isFirst) => layer.Kernel is Kernel.RowCombination kernel
        ? (isFirst ? 0 : tier.Vectors(kernel.Rows)) + (tier.Vectors(kernel.Length) * layer.PartialSums) + 3
        : tier.Vectors(layer.Kernel.Length);

    private static NetworkDeclaration Declare(int[] sizes, ActivationKind activation) => new(
        new TypeIdentity("", EquatableArray<TypePart>.Empty, new TypePart("class", "Net", EquatableArray<string>.Empty)),
        new[] { sizes[0] }.ToEquatableArray(),
        sizes.Skip(1).Select((size, i) => (LayerDeclaration)new DenseDeclaration(
            size, i == sizes.Length - 2 ? ActivationKind.Identity : activation, null, true, InitializerKind.Default)).ToEquatableArray(),
        LossKind.HalfSquaredError,
        Precision.Single,
        Seed: 0,
        VectorWidths.All);
}
