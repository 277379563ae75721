namespace NeuralGen.Runtime;

/// <summary>Work in blocks that threads may do in any order, at once.</summary>
internal interface IBlocks
{
    /// <summary>Does one block.</summary>
    /// <param name="block">Its number, from 0.</param>
    void Run(int block);
}
