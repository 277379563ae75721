using System.Globalization;

namespace NeuralGen.Compiler.Declaration;

/// <summary>
/// The names that the generated part gives to members of the network's class. The front end refuses declarations
/// whose class has such a name already; the emitter uses no other member names.
/// </summary>
internal static class GeneratedMemberNames
{
    /// <summary>Holds everything that is no business of the user's.</summary>
    public const string State = "TrainingGradient";

    /// <summary>Where the masks of dropout come from, in networks that have such layers.</summary>
    public const string Masks = "TrainingMasks";

    private static readonly string[] Constants = ["InputSize", "OutputSize"];

    private static readonly string[] Properties = ["Layout", "Parameters"];

    private static readonly string[] Methods =
        ["Initialize", "Forward", "ForwardBatch", "ComputeLoss", "Backward", "BackwardBatch", "TrainBatch"];

    private static readonly string[] NestedTypes = ["Trace"];

    /// <summary>
    /// Methods of the class that are not of the interface, with the number of spans they read before the one they write.
    /// The user may have methods of the same name with other parameters.
    /// </summary>
    public static IReadOnlyDictionary<string, int> InspectionMethods { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["Jacobian"] = 1,
        ["JacobianVectorProduct"] = 2,
        ["VectorJacobianProduct"] = 2,
    };

    /// <summary>All names, those of property accessors included, since C# reserves them too.</summary>
    public static IEnumerable<string> Of(NetworkDeclaration declaration)
    {
        IEnumerable<string> properties = Properties.Concat(LayerProperties(declaration.Layers));
        string[] state = declaration.HasDropout ? [State, Masks] : [State];
        return Constants.Concat(Methods).Concat(InspectionMethods.Keys).Concat(NestedTypes).Concat(properties).Concat(properties.Select(name => "get_" + name)).Concat(state);
    }

    /// <summary>Whether a name may be that of a generated member, for some number of layers.</summary>
    public static bool MayBeGenerated(string name)
    {
        const string Getter = "get_";
        const string Layer = "Dense";
        string property = name.StartsWith(Getter, StringComparison.Ordinal) ? name.Substring(Getter.Length) : name;
        return Constants.Contains(name) || Methods.Contains(name) || InspectionMethods.ContainsKey(name) || NestedTypes.Contains(name)
            || Properties.Contains(property) || name is State or Masks
            || (property.StartsWith(Layer, StringComparison.Ordinal) && property.Length > Layer.Length && property.Skip(Layer.Length).All(char.IsDigit));
    }

    /// <summary>The typed view of each layer, counted per kind from 1: <c>Dense1</c>, <c>Dense2</c>, ...</summary>
    private static IEnumerable<string> LayerProperties(EquatableArray<LayerDeclaration> layers) =>
        layers.OfType<DenseDeclaration>().Select((_, index) => "Dense" + (index + 1).ToString(CultureInfo.InvariantCulture));
}
