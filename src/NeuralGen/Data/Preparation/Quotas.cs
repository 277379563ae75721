namespace NeuralGen;

/// <summary>Whole numbers in proportion, by the method of the largest remainder.</summary>
internal static class Quotas
{
    /// <summary>Shares a total out over classes in proportion to their sizes; none gets more than its size.</summary>
    /// <param name="sizes">The size of each class.</param>
    /// <param name="total">What to share out, at most the sum of the sizes.</param>
    /// <returns>The share of each class; the sum is the total. Of equal remainders the first class has precedence.</returns>
    public static int[] Share(int[] sizes, int total)
    {
        long sum = sizes.Sum(size => (long)size);
        int[] shares = [.. sizes.Select(size => (int)((long)size * total / sum))];
        IEnumerable<int> byRemainder = Enumerable.Range(0, sizes.Length).OrderByDescending(i => (long)sizes[i] * total % sum);
        foreach (int i in byRemainder.Take(total - shares.Sum()))
        {
            shares[i]++;
        }

        return shares;
    }
}
