using System.Text.RegularExpressions;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.ModelFiles;

namespace NeuralGen.Generator.Models;

/// <summary>
/// Finds what each dense layer is called in a model file: as the attributes say, by the contract's names, or by the shapes of the
/// tensors where only one answer is possible.
/// </summary>
internal static class LayerNames
{
    private static readonly Regex Digits = new("[0-9]+", RegexOptions.CultureInvariant);

    /// <summary>One name for each dense layer.</summary>
    /// <param name="network">The declaration.</param>
    /// <param name="expected">Its tensors.</param>
    /// <param name="found">The tensors of the file.</param>
    public static string[] Find(NetworkDeclaration network, IReadOnlyList<NetworkTensor> expected, IReadOnlyList<ModelTensor> found)
    {
        string?[] declared = [.. network.Layers.OfType<DenseDeclaration>().Select(layer => layer.WeightsName)];
        string[] contract = [.. declared.Select((name, layer) => name ?? NetworkTensor.LayerName(layer))];
        bool isNamed = declared.Any(name => name is not null) || found.Any(tensor => expected.Any(own => own.Name == tensor.Name));
        return isNamed ? contract : Guess(expected, found, contract.Length) ?? contract;
    }

    /// <summary>Names whose tensors are all tensors of the file; null where there are none, or several ways.</summary>
    private static string[]? Guess(IReadOnlyList<NetworkTensor> expected, IReadOnlyList<ModelTensor> found, int layers)
    {
        string[] names = [.. found.Select(LayerOf).Distinct()];
        if (names.Length != layers || names.Contains(""))
        {
            return null;
        }

        if (names.Select(Skeleton).Distinct().Count() == 1)
        {
            return [.. names.OrderBy(name => name, Comparer<string>.Create(CompareNumbers))];
        }

        string[][] candidates = [.. Enumerable.Range(0, layers).Select(layer => names.Where(name => Fits(name, layer, expected, found)).ToArray())];
        return candidates.All(fitting => fitting.Length == 1) && candidates.Select(fitting => fitting[0]).Distinct().Count() == layers
            ? [.. candidates.Select(fitting => fitting[0])]
            : null;
    }

    /// <summary>What stands before <c>.weight</c> or <c>.bias</c>; empty for other names.</summary>
    private static string LayerOf(ModelTensor tensor)
    {
        int dot = tensor.Name.LastIndexOf('.');
        return dot > 0 && tensor.Name.Substring(dot + 1) is NetworkTensor.Weight or NetworkTensor.Bias ? tensor.Name.Substring(0, dot) : "";
    }

    private static bool Fits(string name, int layer, IReadOnlyList<NetworkTensor> expected, IReadOnlyList<ModelTensor> found)
    {
        NetworkTensor[] own = [.. expected.Where(tensor => tensor.Layer == layer)];
        return found.Count(tensor => LayerOf(tensor) == name) == own.Length
            && own.All(tensor => found.Any(candidate => candidate.Name == $"{name}.{tensor.Part}" && candidate.HasShape(tensor.Shape)));
    }

    private static string Skeleton(string name) => Digits.Replace(name, "#");

    /// <summary>Compares the numbers in names of one skeleton: 2 comes before 10.</summary>
    private static int CompareNumbers(string one, string other)
    {
        MatchCollection ones = Digits.Matches(one);
        MatchCollection others = Digits.Matches(other);
        for (int i = 0; i < ones.Count; i++)
        {
            string left = ones[i].Value.TrimStart('0');
            string right = others[i].Value.TrimStart('0');
            int order = left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);
            if (order != 0)
            {
                return order;
            }
        }

        return string.CompareOrdinal(one, other);
    }
}
