using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Planning;
using Xunit;

namespace NeuralGen.Compiler.Tests.Planning;

/// <summary>In which order a layer's weights are stored, and when they are transposed.</summary>
public class DenseCostTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(2, 24)]
    [InlineData(4, 16)]
    [InlineData(10, 32)]
    [InlineData(10, 128)]
    [InlineData(1, 300)]
    [InlineData(3, 57)]
    public void FewOutputsAreStoredAsRows(int outputs, int inputs) =>
        Assert.True(DenseCost.FavoursRowsOfOutputs(outputs, inputs, isFirstLayer: false, Precision.Single));

    [Theory]
    [InlineData(128, 784)]
    [InlineData(30, 784)]
    [InlineData(24, 24)]
    [InlineData(64, 64)]
    [InlineData(1024, 1024)]
    public void ManyOutputsAreColumns(int outputs, int inputs) =>
        Assert.False(DenseCost.FavoursRowsOfOutputs(outputs, inputs, isFirstLayer: true, Precision.Single));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 7)]
    public void RowsThatFillNoVectorAreNeverChosen(int outputs, int inputs) =>
        Assert.False(DenseCost.FavoursRowsOfOutputs(outputs, inputs, isFirstLayer: false, Precision.Single));

    [Theory]
    [InlineData(1, 300)]
    [InlineData(4, 4)]
    [InlineData(2000, 2000)]
    public void TransposingNeverPays(int rows, int length) =>
        Assert.Equal(0, DenseCost.TransposedFrom(rows, length, Precision.Single));

    [Theory]
    [InlineData(64, 64)]
    [InlineData(128, 128)]
    [InlineData(24, 24)]
    public void TransposingPaysForCommonBatches(int rows, int length) =>
        Assert.InRange(DenseCost.TransposedFrom(rows, length, Precision.Single), 2, MachineModel.InferenceBlock);

    [Fact]
    public void DoublesAreJudgedByTheirOwnLanes() =>
        Assert.True(DenseCost.FavoursRowsOfOutputs(2, 4, isFirstLayer: false, Precision.Double));
}
