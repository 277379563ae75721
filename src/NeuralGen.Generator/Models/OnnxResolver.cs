using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.ModelFiles;
using NeuralGen.Compiler.ModelFiles.Formats;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Models;

/// <summary>
/// Gives a declaration the layers and weights of the ONNX model that it names, or says why there are none. The generator takes the one
/// and the analyzer the other. Pure.
/// </summary>
internal static class OnnxResolver
{
    /// <summary>The whole declaration; null, and problems, where the model cannot be compiled.</summary>
    public static (NetworkDeclaration? Declaration, IReadOnlyList<WeightsProblem> Problems) Resolve(NetworkDeclaration network, EquatableArray<ModelFile> models)
    {
        ModelReference reference = network.Model ?? throw new ArgumentException("The declaration names no model.", nameof(network));
        var problems = new List<WeightsProblem>();
        ModelFile? model = ModelFinder.Find(reference.Path, models, problems);
        if (model is { Onnx: null })
        {
            const string Weights = "holds weights without layers; declare these with [NeuralNetwork] and [Dense], and write Weights = in [NeuralNetwork]";
            problems.Add(new WeightsProblem(ModelDescriptors.ModelUnusable, model.Name, Weights));
        }

        NetworkDeclaration? whole = model is { Onnx: { } content } ? Import(network, reference, model, content, problems) : null;
        if (whole is not null)
        {
            Check(whole, model!, problems);
        }

        return (problems.Count == 0 ? whole : null, problems);
    }

    /// <summary>Whether the user's class has a member in the place of a generated one, which the analyzer reports.</summary>
    public static bool HasClash(NetworkDeclaration whole)
    {
        ModelReference reference = whole.Model!;
        EquatableArray<string> taken = whole.Precision == Precision.Single ? reference.TakenSingle : reference.TakenDouble;
        return GeneratedMemberNames.Of(whole).Intersect(taken).Any();
    }

    private static NetworkDeclaration? Import(
        NetworkDeclaration network, ModelReference reference, ModelFile model, OnnxContent content, List<WeightsProblem> problems)
    {
        ImportResult result = content.Import(reference.Output);
        if (result is ImportResult.Failure failure)
        {
            problems.AddRange(failure.Problems.Select(problem => Problem(model, problem)));
            return null;
        }

        OnnxNetwork imported = ((ImportResult.Success)result).Network;
        if (NetworkLayers.Read(imported, out ImportProblem? refusal) is not { } layers)
        {
            problems.Add(Problem(model, refusal!));
            return null;
        }

        return network with
        {
            InputShape = new[] { imported.InputSize }.ToEquatableArray(),
            Layers = layers.Select(layer => layer.Declaration).ToEquatableArray(),
            Precision = imported.Precision,
            CustomLoss = imported.Precision == Precision.Single ? reference.CustomLoss?.Single : reference.CustomLoss?.Double,
            Weights = Weights(imported, layers, model, content),
        };
    }

    private static WeightSource Weights(OnnxNetwork network, EquatableArray<ImportedLayer> layers, ModelFile model, OnnxContent content)
    {
        OutputNumbers? numbers = content.Outputs.FirstOrDefault(output => output.Output == network.Origin.OutputName);
        string type = network.Precision == Precision.Single ? NumberFormats.Single : NumberFormats.Double;
        IEnumerable<WeightTensor> tensors = WeightPlaces.Of(layers, numbers?.Offset ?? 0, out _).Select(place => new WeightTensor(
            place.Name,
            place.Numbers.Name ?? "",
            type,
            place.Offset,
            numbers is null ? WeightPlaces.Bits(place.Numbers) : EquatableArray<ulong>.Empty));
        return new WeightSource(model.Name, model.Hash, numbers is null ? null : model.Resource, tensors.ToEquatableArray())
        {
            Remarks = ModelText.Remarks(network.Origin, layers),
        };
    }

    private static void Check(NetworkDeclaration whole, ModelFile model, List<WeightsProblem> problems)
    {
        if (SizeRules.FirstTooLarge(whole) >= 0)
        {
            problems.Add(Problem(model, new ImportProblem(ProblemKind.TooLarge, "The model's parameters do not fit into one block of memory.")));
        }

        if (whole.Model!.CustomLoss is { } loss)
        {
            if (whole.CustomLoss is null)
            {
                string wanted = CustomLossReader.Signature(loss.Method, whole.Precision);
                problems.Add(new WeightsProblem(CustomFunctionDescriptors.FunctionSignature, loss.Method, loss.Type, wanted) { IsAboutLoss = true });
            }
        }
        else if (LossRules.Missing(whole) is { } missing)
        {
            string found = whole.Layers[whole.Layers.Count - 1] switch
            {
                DenseDeclaration { CustomActivation: null } dense => dense.Activation.ToString(),
                SoftmaxDeclaration => nameof(ActivationKind.Softmax),
                LogSoftmaxDeclaration => "LogSoftmax",
                ElementwiseDeclaration { Variables.Count: > 1 } => "a function of several values",
                _ => "a function that has no name here",
            };
            string needed = missing == ActivationKind.Softmax ? "Softmax or LogSoftmax" : missing.ToString();
            problems.Add(new WeightsProblem(OnnxDescriptors.LossNeedsActivation, whole.Loss, needed, model.Name, found) { IsAboutLoss = true });
        }
    }

    private static WeightsProblem Problem(ModelFile model, ImportProblem problem) =>
        new(OnnxDescriptors.Of(problem.Kind), model.Name, ModelText.Message(problem.Message));
}
