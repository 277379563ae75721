using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.ModelFiles;
using NeuralGen.Compiler.ModelFiles.Formats;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Models;

/// <summary>
/// Joins a declaration with the model file that it names, or says why they do not fit. The generator takes the one and the analyzer
/// the other. Pure.
/// </summary>
internal sealed class WeightsResolver
{
    /// <summary>What the library saves beside parameters: how data was prepared for the network.</summary>
    private static readonly string[] Reserved = ["input.offset", "input.scale", "target.offset", "target.scale"];

    private readonly NetworkDeclaration _network;
    private readonly List<WeightsProblem> _problems = [];

    private WeightsResolver(NetworkDeclaration network) => _network = network;

    /// <summary>The declaration with its weights, if it asks for any; null, and problems, where they are not to be had.</summary>
    public static (NetworkDeclaration? Declaration, IReadOnlyList<WeightsProblem> Problems) Resolve(NetworkDeclaration network, EquatableArray<ModelFile> models)
    {
        if (network.WeightsPath is not { } path)
        {
            return (network, []);
        }

        var resolver = new WeightsResolver(network);
        WeightSource? weights = resolver.Find(path, models) is { } model ? resolver.Read(model) : null;
        return (resolver._problems.Count == 0 ? network with { Weights = weights } : null, resolver._problems);
    }

    /// <summary>The model of this path, with tensors in it.</summary>
    private ModelFile? Find(string path, EquatableArray<ModelFile> models)
    {
        ModelFile? found = ModelFinder.Find(path, models, _problems);
        if (found is { IsCheckpoint: true })
        {
            const string Checkpoint = "is a checkpoint of a training, which holds more than parameters; save the network itself with Save";
            _problems.Add(new WeightsProblem(ModelDescriptors.ModelUnusable, found.Name, Checkpoint));
        }
        else if (found is { Onnx: not null })
        {
            string whole = $"is a model with layers of its own; write [OnnxModel(\"{path}\")] in the place of [NeuralNetwork] and the layers";
            _problems.Add(new WeightsProblem(ModelDescriptors.ModelUnusable, found.Name, whole));
        }

        return _problems.Count == 0 ? found : null;
    }

    private WeightSource Read(ModelFile model)
    {
        IReadOnlyList<NetworkTensor> expected = NetworkTensor.Of(_network);
        ModelTensor[] found = [.. model.Tensors.Where(tensor => !Reserved.Contains(tensor.Name))];
        string[] layers = LayerNames.Find(_network, expected, found);
        var tensors = new List<WeightTensor>();
        var missing = new List<string>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (NetworkTensor tensor in expected)
        {
            string name = $"{layers[tensor.Layer]}.{tensor.Part}";
            used.Add(name);
            if (found.FirstOrDefault(candidate => candidate.Name == name) is not { } source)
            {
                string lacking = $"{ModelFileException.Quote(name)} {tensor.ShapeText}";
                missing.Add(name == tensor.Name ? lacking : $"{lacking} for {tensor.Name}");
            }
            else if (Check(tensor, source, model))
            {
                EquatableArray<ulong> bits = source.Bits is null ? EquatableArray<ulong>.Empty : NumberConversion.Bits(source, _network.Precision);
                tensors.Add(new WeightTensor(tensor.Name, source.Name, source.Type, source.Offset, bits));
            }
        }

        string[] extra = [.. found.Where(tensor => !used.Contains(tensor.Name)).Select(tensor => $"{ModelFileException.Quote(tensor.Name)} {ShapeText(tensor)}")];
        if (missing.Count > 0)
        {
            string others = extra.Length == 0 ? "" : $"; it has {ModelFinder.List(extra)}, so say by WeightsName what the file calls a layer";
            _problems.Add(new WeightsProblem(ModelDescriptors.TensorMissing, model.Name, ModelFinder.List(missing), others));
        }
        else if (extra.Length > 0)
        {
            _problems.Add(new WeightsProblem(ModelDescriptors.TensorUnexpected, model.Name, ModelFinder.List(extra)));
        }

        return new WeightSource(model.Name, model.Hash, model.Resource, tensors.ToEquatableArray());
    }

    private bool Check(NetworkTensor expected, ModelTensor found, ModelFile model)
    {
        string name = ModelFileException.Quote(found.Name);
        if (!found.HasShape(expected.Shape))
        {
            bool isTransposed = expected.Shape.Length == 2 && found.HasShape([expected.Shape[1], expected.Shape[0]]);
            string hint = isTransposed ? "; weights are [out, in], as in PyTorch, so transpose those that Keras and scikit-learn store as [in, out]" : "";
            _problems.Add(new WeightsProblem(ModelDescriptors.TensorShape, model.Name, name, expected.ShapeText, ShapeText(found), expected.Name, hint));
            return false;
        }

        if (NumberFormats.Size(found.Type) == 0)
        {
            _problems.Add(new WeightsProblem(ModelDescriptors.TensorType, model.Name, name, NumberFormats.All, found.Type));
            return false;
        }

        if (_network.Precision == Precision.Single && found.BeyondSingle is { } number)
        {
            _problems.Add(new WeightsProblem(ModelDescriptors.NumberTooLarge, model.Name, name, found.Type, number));
            return false;
        }

        return true;
    }

    private static string ShapeText(ModelTensor tensor) => FileTensor.ShapeText(tensor.Shape);
}
