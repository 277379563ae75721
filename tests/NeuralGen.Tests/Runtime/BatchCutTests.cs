using NeuralGen.Runtime;

namespace NeuralGen.Tests.Runtime;

public sealed class BatchCutTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(96)]
    [InlineData(204)]
    [InlineData(240)]
    public void BlocksAreNeverTooLargeAndNeverEmpty(int most)
    {
        for (int count = 1; count <= 3_000; count++)
        {
            int size = BatchCut.BlockSize(count, most);
            Assert.InRange(size, 1, Math.Min(most, count));
            Assert.True(count <= most ? size == count : size % 6 == 0, $"{count} samples are cut into blocks of {size}.");
        }
    }

    [Theory]
    [InlineData(512, 204)]
    [InlineData(512, 240)]
    [InlineData(1_000, 240)]
    [InlineData(10_000, 240)]
    public void TwoThreadsGetTheSame(int count, int most)
    {
        int size = BatchCut.BlockSize(count, most);
        int blocks = (count + size - 1) / size;
        Assert.Equal(0, blocks % 2);
        Assert.InRange(blocks / 2 * size, count / 2, 0.55 * count);
    }

    [Fact]
    public void LargestBatchIsCut() => Assert.InRange(BatchCut.BlockSize(int.MaxValue, 240), 1, 240);
}
