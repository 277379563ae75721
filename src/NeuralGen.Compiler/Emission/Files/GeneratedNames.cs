using System.Globalization;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>Names that the generated files of one network use for one another.</summary>
internal static class GeneratedNames
{
    public const string Forward = "ForwardPass";
    public const string Backward = "BackwardPass";
    public const string Training = "TrainingPass";
    public const string Inspection = "InspectionPass";
    public const string Parameters = "NetworkParameters";
    public const string Weights = "NetworkWeights";
    public const string KernelInterface = "IKernels";

    /// <summary>The class with the kernels of one tier.</summary>
    public static string TierKernels(int bits) => bits == 0 ? "ScalarKernels" : $"Vector{bits.ToString(CultureInfo.InvariantCulture)}Kernels";

    /// <summary>
    /// The namespace of everything but the user's class. Nothing of the user's is in it, so that plain names such as
    /// Vector256 mean there what they say, whatever types the user has.
    /// </summary>
    public static string Namespace(TypeIdentity type)
    {
        TypePart[] types = [.. type.ContainingTypes, type.Type];
        string[] names = [.. type.Namespace.Split(['.'], StringSplitOptions.RemoveEmptyEntries), .. types.Select(part => part.Name)];
        bool ambiguous = names.Any(name => name.Contains('_')) || types.Any(part => part.TypeParameters.Count > 0);
        string joined = names.Length == 1 ? names[0] : string.Join("_", names.Select(name => name.TrimStart('@')));
        string identity = string.Join(".", types.Select(part => $"{part.Name}`{part.TypeParameters.Count.ToString(CultureInfo.InvariantCulture)}"));

        // A name that starts with an underscore would not be CLS-compliant.
        string start = joined[0] == '_' ? "Network" : "";
        return "NeuralGen.Generated." + start + joined + (ambiguous ? "_" + Hash($"{type.Namespace}.{identity}") : "");
    }

    /// <summary>FNV-1a: the same on every machine, unlike string.GetHashCode.</summary>
    private static string Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char character in text)
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
