using System.Globalization;
using NeuralGen.Compiler;
using NeuralGen.Compiler.ModelFiles;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Models;

/// <summary>Finds the model that an attribute names among those of the project.</summary>
internal static class ModelFinder
{
    private const int MostNames = 8;

    /// <summary>The model of this path, or else the only one whose path ends with it; null, and a problem, where it is not to be had.</summary>
    public static ModelFile? Find(string path, EquatableArray<ModelFile> models, List<WeightsProblem> problems)
    {
        string wanted = Normalize(path);

        // A project may list one file as 'policy.onnx' and as './policy.onnx'.
        ModelFile[] all = [.. models.GroupBy(model => Normalize(model.Path), StringComparer.Ordinal).Select(same => same.First())];
        ModelFile[] found = [.. all.Where(model => Normalize(model.Path) == wanted)];
        if (found.Length == 0)
        {
            found = [.. all.Where(model => model.Path.EndsWith("/" + wanted, StringComparison.Ordinal))];
        }

        if (found.Length == 0)
        {
            string others = models.Count == 0 ? "" : $"; its models are {List(models.Select(model => $"'{model.Path}'"))}";
            problems.Add(new WeightsProblem(ModelDescriptors.ModelNotFound, path, others));
        }
        else if (found.Length > 1)
        {
            problems.Add(new WeightsProblem(ModelDescriptors.ModelAmbiguous, path, List(found.Select(model => $"'{model.Path}'"))));
        }
        else if (found[0].Problem is { } problem)
        {
            problems.Add(new WeightsProblem(ModelDescriptors.ModelUnusable, found[0].Name, problem));
        }
        else
        {
            return found[0];
        }

        return null;
    }

    /// <summary>Items with commas between them, and the number of those beyond the first few.</summary>
    public static string List(IEnumerable<string> items)
    {
        string[] all = [.. items];
        string more = all.Length > MostNames ? $" and {(all.Length - MostNames).ToString(CultureInfo.InvariantCulture)} more" : "";
        return string.Join(", ", all.Take(MostNames)) + more;
    }

    private static string Normalize(string path)
    {
        string normalized = path.Replace('\\', '/');
        while (normalized.StartsWith("./", StringComparison.Ordinal))
        {
            normalized = normalized.Substring(2);
        }

        return normalized;
    }
}
