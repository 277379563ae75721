namespace NeuralGen.Compiler.ModelFiles.Formats.Safetensors;

/// <summary>The header of a safetensors file.</summary>
/// <param name="tensors">The tensors in the order of their bytes: each begins where the one before ends, the first at 0.</param>
/// <param name="isCheckpoint">Whether its metadata says that it is the state of a training.</param>
internal sealed class SafetensorsHeader(IReadOnlyList<HeaderTensor> tensors, bool isCheckpoint)
{
    public IReadOnlyList<HeaderTensor> Tensors { get; } = tensors;

    public bool IsCheckpoint { get; } = isCheckpoint;
}

/// <summary>One tensor as the header describes it.</summary>
/// <param name="name">The name.</param>
/// <param name="type">The number format.</param>
/// <param name="shape">The size of each dimension.</param>
/// <param name="begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="end">Where they end.</param>
/// <param name="offset">Where the file describes it.</param>
internal sealed class HeaderTensor(string name, string type, long[] shape, long begin, long end, long offset)
{
    public string Name { get; } = name;

    public string Type { get; } = type;

    public long[] Shape { get; } = shape;

    public long Begin { get; } = begin;

    public long End { get; } = end;

    public long Offset { get; } = offset;
}
