using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Planning;
using Xunit;

namespace NeuralGen.Compiler.Tests.Planning;

/// <summary>Buffers share scratch memory only when no step needs both.</summary>
public class ScratchPlannerTests
{
    private static readonly Arbitrary<(int Size, int First, int Last)[]> Buffers = (
        from size in Gen.Choose(1, 40)
        from first in Gen.Choose(0, 12)
        from duration in Gen.Choose(0, 6)
        select (size, first, first + duration)).ArrayOf().ToArbitrary();

    [Fact]
    public void BuffersThatLiveTogetherDoNotOverlap() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Buffers, buffers =>
    {
        (IReadOnlyList<int> offsets, _) = ScratchPlanner.Place(buffers);
        return Enumerable.Range(0, buffers.Length).All(i => Enumerable.Range(0, i).All(j =>
            buffers[i].First > buffers[j].Last || buffers[j].First > buffers[i].Last
            || offsets[i] >= offsets[j] + buffers[j].Size || offsets[j] >= offsets[i] + buffers[i].Size));
    }));

    [Fact]
    public void EveryBufferLiesInTheBlock() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Buffers, buffers =>
    {
        (IReadOnlyList<int> offsets, int length) = ScratchPlanner.Place(buffers);
        return offsets.Count == buffers.Length && offsets.Select((offset, i) => offset >= 0 && offset + buffers[i].Size <= length).All(fits => fits);
    }));

    [Fact]
    public void BlockIsNoLongerThanAllBuffersTogether() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Buffers, buffers =>
        ScratchPlanner.Place(buffers).Length <= buffers.Sum(buffer => buffer.Size)));

    [Fact]
    public void BuffersThatFollowEachOtherShareMemory() => Assert.Equal(8, ScratchPlanner.Place([(8, 0, 1), (8, 2, 3), (8, 4, 5)]).Length);

    [Fact]
    public void BufferFillsTheGapThatAnotherLeft() =>
        Assert.Equal([0, 8, 0], ScratchPlanner.Place([(8, 0, 1), (4, 0, 5), (6, 2, 3)]).Offsets);

    [Fact]
    public void NoBuffersNeedNoMemory() => Assert.Equal(0, ScratchPlanner.Place([]).Length);
}
