using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Planning;
using Xunit;

namespace NeuralGen.Compiler.Tests.Planning;

/// <summary>Tilings fit the machine, whatever the sizes of a layer, and the model prefers what it should.</summary>
public class TilePlannerTests
{
    private static readonly Arbitrary<Case> Cases = (
        from rows in Gen.Frequency((3, Gen.Choose(1, 70)), (1, Gen.Choose(71, 2000)))
        from length in Gen.Frequency((3, Gen.Choose(1, 70)), (1, Gen.Choose(71, 2000)))
        from bits in Gen.Elements(0, 128, 256, 512)
        from precision in Gen.Elements(Precision.Single, Precision.Double)
        from backwards in Gen.Elements(false, true)
        select new Case(rows, length, bits, precision, backwards)).ToArbitrary();

    public static TheoryData<int> Widths => [512, 256, 128];

    [Fact]
    public void BlockOfACombinationFitsTheRegisters() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
    {
        var tiling = (Tiling.RowCombination)given.Choose(given.Combination).Tiling;
        return tiling.Samples == 1 || given.Fits(tiling.Samples, tiling.Vectors);
    }));

    [Fact]
    public void SampleOfACombinationFitsTheRegisters() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
    {
        var tiling = (Tiling.RowCombination)given.Choose(given.Combination).Tiling;
        return given.Bits == 0 || (tiling.SampleVectors * tiling.PartialSums) + 2 <= given.Tier.Registers;
    }));

    [Fact]
    public void PartialSumsAreNoMoreThanRows() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
        ((Tiling.RowCombination)given.Choose(given.Combination).Tiling).PartialSums <= given.Rows));

    [Fact]
    public void UnrolledTurnsAreWholeTurnsOfThePartialSums() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
    {
        var tiling = (Tiling.RowCombination)given.Choose(given.Combination).Tiling;
        return tiling.SampleUnroll % tiling.PartialSums == 0;
    }));

    [Fact]
    public void OuterProductsFitTheRegisters() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
    {
        var tiling = (Tiling.RowOuterProducts)given.Choose(given.OuterProducts).Tiling;
        return given.Bits == 0 || given.Fits(tiling.Rows, tiling.Vectors);
    }));

    [Fact]
    public void OuterProductsTakeNoMoreRowsThanThereAre() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
        ((Tiling.RowOuterProducts)given.Choose(given.OuterProducts).Tiling).Rows <= given.Rows));

    [Fact]
    public void DotProductsSumNoMoreVectorsThanAVectorHasLanes() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
        ((Tiling.RowDotProducts)given.Choose(given.DotProducts).Tiling).Rows <= given.Tier.Lanes));

    [Fact]
    public void NothingIsPredictedToBeFasterThanItsMultiplyAdds() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
        new Kernel[] { given.Combination, given.DotProducts, given.OuterProducts }.Select(given.Choose).All(kernel =>
            kernel.Block.Cycles >= kernel.Block.PeakCycles && kernel.Sample.Cycles >= kernel.Sample.PeakCycles)));

    [Fact]
    public void LargeLayersArePredictedToComeCloseToThePeak() =>
        Assert.All([512, 256], bits => Assert.InRange(
            new Case(784, 128, bits, Precision.Single, Backwards: false) is var given ? given.Choose(given.Combination).Block.PercentOfPeak : 0, 85, 100));

    /// <summary>24 outputs are three vectors of eight: tiles of two would leave a third of them to a narrow rest.</summary>
    [Fact]
    public void TileCoversThreeVectorsAtOnce()
    {
        var given = new Case(24, 24, 256, Precision.Single, Backwards: false);

        Assert.Equal(3, ((Tiling.RowCombination)given.Choose(given.Combination).Tiling).Vectors);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void WideRowsOfOneSampleHideTheLatency(int bits)
    {
        var given = new Case(784, 128, bits, Precision.Single, Backwards: false);
        var tiling = (Tiling.RowCombination)given.Choose(given.Combination).Tiling;

        // Sums in memory are a chain of multiply-adds for each vector of the row, and those of the next vectors run alongside.
        int chains = tiling.SampleInMemory ? given.Tier.Vectors(128) : tiling.SampleVectors * tiling.PartialSums;
        Assert.True(chains >= MachineModel.MultiplyAddsInFlight, tiling.ToString());
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void OneResultOfOneSampleHasSeveralPartialSums(int bits)
    {
        var given = new Case(256, 1, bits, Precision.Single, Backwards: false);

        Assert.InRange(((Tiling.RowCombination)given.Choose(given.Combination).Tiling).PartialSums, 4, 8);
    }

    /// <summary>A column of tiles takes whole lines of the cache from each row.</summary>
    [Fact]
    public void RowsTakenTogetherFitTheFirstLevelCache() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
    {
        var tiling = (Tiling.RowCombination)given.Choose(given.Combination).Tiling;
        int rows = tiling.CachedRows == 0 ? given.Rows : tiling.CachedRows;
        int lines = ((tiling.Vectors * given.Tier.BytesOfVector) + MachineModel.LineBytes - 1) / MachineModel.LineBytes;
        return tiling.Samples == 1 || given.Bits == 0 || rows * lines * MachineModel.LineBytes <= MachineModel.FirstLevelBytes;
    }));

    /// <summary>784 rows of 64 bytes are 50 KB.</summary>
    [Fact]
    public void TilesOfALargeLayerTakeItsRowsInPieces()
    {
        var given = new Case(784, 128, 256, Precision.Single, Backwards: false);
        var tiling = (Tiling.RowCombination)given.Choose(given.Combination).Tiling;

        Assert.InRange(tiling.CachedRows, 128, 392);
    }

    /// <summary>What whole tiles leave over is covered, and no more than the last tile overlaps what is before it.</summary>
    [Fact]
    public void SmallTilesCoverWhatWholeOnesLeave() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
    {
        var tiling = (Tiling.RowCombination)given.Choose(given.Combination).Tiling;
        return tiling.SmallTiles is not { } tiles || Enumerable.Range(1, tiling.Samples - 1).All(left =>
            tiles.Cover(left).ToArray() is var heights && heights.Sum() >= left && heights.SkipLast(1).Sum() < left
            && heights.All(height => height < tiling.Samples && tiles.Heights.Contains(height)));
    }));

    /// <summary>The code chooses between small tiles by what is left, so none may be chosen never.</summary>
    [Fact]
    public void EverySmallTileIsUsed() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, given =>
        ((Tiling.RowCombination)given.Choose(given.Combination).Tiling).SmallTiles is not { } tiles || tiles.Heights.All(tiles.Next.Contains)));

    /// <summary>A mini-batch of ten, the book's, is no reason to compute a sample more.</summary>
    [Fact]
    public void TenSamplesAreCoveredByTilesOfSixAndFour()
    {
        var given = new Case(784, 30, 512, Precision.Single, Backwards: false);
        var tiling = (Tiling.RowCombination)given.Choose(given.Combination).Tiling;

        Assert.Equal(12, tiling.Samples);
        Assert.Equal([6, 4], tiling.SmallTiles!.Cover(10));
    }

    /// <summary>Sixteen vectors of weights that only the second-level cache holds are read from one end of a row to the other.</summary>
    [Fact]
    public void OneSampleReadsLargeWeightsInTurn()
    {
        var given = new Case(784, 128, 256, Precision.Single, Backwards: false);

        Assert.True(((Tiling.RowCombination)given.Choose(given.Combination).Tiling).SampleInMemory);
    }

    /// <summary>Eight vectors stay in registers from the first row to the last.</summary>
    [Fact]
    public void OneSampleKeepsTheSumsOfNarrowRowsInRegisters()
    {
        var given = new Case(784, 64, 256, Precision.Single, Backwards: false);

        Assert.False(((Tiling.RowCombination)given.Choose(given.Combination).Tiling).SampleInMemory);
    }

    internal sealed record Case(int Rows, int Length, int Bits, Precision Precision, bool Backwards)
    {
        public Tier Tier => Tier.Of(Bits, Precision);

        public Kernel.RowCombination Combination =>
            new("Dense1", "z", Rows, Length, Padded(Rows), Padded(Length), Padded(Length), Bias: !Backwards, new Variable("z"), Backwards);

        public Kernel.RowDotProducts DotProducts =>
            new("Dense1", "z", Rows, Length, Padded(Length), Padded(Length), Padded(Rows), Bias: !Backwards, new Variable("z"), Backwards, 0, 0);

        public Kernel.RowOuterProducts OuterProducts =>
            new("Dense1WeightGradient", "g", Rows, Length, Padded(Rows), Padded(Length), Padded(Length), Bias: true, RowsAreOutputs: Backwards);

        public TiledKernel Choose(Kernel kernel) => TilePlanner.Plan([kernel], Precision, Bits).Kernels.Single();

        /// <summary>Accumulators, the vectors they are made of, and what else needs a register.</summary>
        public bool Fits(int rows, int vectors) => (rows * vectors) + vectors + Tier.Temporaries <= Tier.Registers;

        private int Padded(int length) => Padding.RoundUp(length, Precision);
    }
}
