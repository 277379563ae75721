namespace NeuralGen.Training.Tests.Training;

/// <summary>A path without a file, which is removed should there be one at the end of a test.</summary>
internal sealed class MissingFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
