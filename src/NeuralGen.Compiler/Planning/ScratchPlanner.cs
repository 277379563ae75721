namespace NeuralGen.Compiler.Planning;

/// <summary>Places buffers in scratch. Two buffers share memory when no step needs both.</summary>
internal static class ScratchPlanner
{
    /// <summary>Places each buffer at the first offset where it meets no other that lives at the same time.</summary>
    /// <param name="buffers">The size of each buffer and the first and last step that use it.</param>
    /// <returns>The offsets, in the order of the buffers, and the total length.</returns>
    public static (IReadOnlyList<int> Offsets, int Length) Place(IReadOnlyList<(int Size, int First, int Last)> buffers)
    {
        var offsets = new List<int>();
        int length = 0;
        for (int i = 0; i < buffers.Count; i++)
        {
            (int size, int first, int last) = buffers[i];
            int offset = 0;
            IEnumerable<(int Start, int End)> occupied = Enumerable.Range(0, i)
                .Where(other => buffers[other].First <= last && buffers[other].Last >= first)
                .Select(other => (offsets[other], offsets[other] + buffers[other].Size))
                .OrderBy(range => range.Item1);
            foreach ((int start, int end) in occupied)
            {
                if (offset + size <= start)
                {
                    break;
                }

                offset = Math.Max(offset, end);
            }

            offsets.Add(offset);
            length = Math.Max(length, checked(offset + size));
        }

        return (offsets, length);
    }
}
