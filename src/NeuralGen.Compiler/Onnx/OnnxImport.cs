using NeuralGen.Compiler.Onnx.Format;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx;

/// <summary>
/// Reads ONNX models: feed-forward networks of operator sets 6 to 25. A pure function of the bytes. Whatever they are, it
/// returns a network or says why there is none; memory and time are bounded by a small multiple of the files' size.
/// </summary>
internal static class OnnxImport
{
    /// <summary>The versions of the default operator set that are known.</summary>
    public const int OldestOpset = 6;

    /// <inheritdoc cref="OldestOpset"/>
    public const int NewestOpset = 25;

    // Of the file format, the last one that is known; what it may bring next cannot be guessed.
    private const int NewestFormat = 13;

    /// <summary>Reads a model.</summary>
    /// <param name="file">The file's content.</param>
    /// <param name="externalData">
    /// The content of a file beside the model, by its path relative to the model's folder, as the model writes it; null
    /// where there is none. Asked only for paths that do not lead out of the folder, and for each one once.
    /// </param>
    /// <param name="output">The name of the graph's output to compute; null where there is only one.</param>
    public static ImportResult Read(byte[] file, Func<string, byte[]?> externalData, string? output = null)
    {
        try
        {
            ModelMessage model = ModelReader.ReadWhole(file);
            return Import(model, model.Graph!, new FileSet(new Budget(file.Length, model.Graph!.Outputs.Count), externalData), output);
        }
        catch (ImportException exception)
        {
            return new ImportResult.Failure(exception.Problems);
        }
    }

    private static ImportResult Import(ModelMessage model, GraphMessage graph, FileSet files, string? output)
    {
        int opset = OpsetOf(model);
        FunctionInlining.Apply(graph, model.Functions);
        var plan = GraphPlan.Of(graph, opset, output);

        // What the axes of the input mean is not written in the file. The first reading under which the graph treats
        // every sample alike is taken; where there is none, the problem under the usual one is reported.
        ImportException? usual = null;
        foreach (int batchAxes in plan.BatchReadings(opset))
        {
            try
            {
                var importer = new GraphImporter(plan, opset, batchAxes, files);
                return new ImportResult.Success(importer.Import(model));
            }
            catch (ImportException exception) when (usual is not null || exception.Problems[0].Kind == ProblemKind.UnsupportedShape)
            {
                usual ??= exception;
            }
        }

        return new ImportResult.Failure(usual!.Problems);
    }

    private static int OpsetOf(ModelMessage model)
    {
        if (model.IrVersion is <= 0 or > NewestFormat)
        {
            throw new ImportException(ProblemKind.UnsupportedVersion, $"The file's format has version {model.IrVersion}; 1 to {NewestFormat} are known.");
        }

        long[] versions = [.. model.OperatorSets.Where(set => GraphPlan.IsDefaultDomain(set.Domain)).Select(set => set.Version).Distinct()];
        return versions.Length switch
        {
            0 => throw new ImportException(ProblemKind.DamagedFile, "The model does not say which version of ONNX's operators it uses."),
            1 when versions[0] is >= OldestOpset and <= NewestOpset => (int)versions[0],
            1 => throw new ImportException(ProblemKind.UnsupportedVersion, $"The model uses opset {versions[0]}; opsets {OldestOpset} to {NewestOpset} are supported. Export it again with another opset_version."),
            _ => throw new ImportException(ProblemKind.DamagedFile, $"The model uses several versions of ONNX's operators: {string.Join(", ", versions)}."),
        };
    }
}

/// <summary>The files beside a model, and what all of its readings together may take.</summary>
internal sealed record FileSet(Budget Budget, Func<string, byte[]?> Open)
{
    private readonly Dictionary<string, byte[]?> _known = new(StringComparer.Ordinal);

    /// <summary>What reads tensors in one reading of the model.</summary>
    public TensorReader Begin() => new(new ExternalFiles(Find), Budget);

    private byte[]? Find(string path)
    {
        if (!_known.TryGetValue(path, out byte[]? file))
        {
            _known.Add(path, file = Open(path));
            Budget.Extend(file?.Length ?? 0);
        }

        return file;
    }
}
