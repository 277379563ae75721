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

    private const string Layer = "Dense";
    private const string FunctionLayer = "Function";
    private const string FunctionParameter = "Parameter";

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
        IEnumerable<string> properties = Properties.Concat(LayerProperties(declaration.Layers)).Concat(FunctionProperties(declaration.Layers));
        string[] state = declaration.HasDropout ? [State, Masks] : [State];
        return Constants.Concat(Methods).Concat(InspectionMethods.Keys).Concat(NestedTypes).Concat(properties).Concat(properties.Select(name => "get_" + name)).Concat(state);
    }

    /// <summary>Whether a name may be that of a generated member, for some number of layers.</summary>
    public static bool MayBeGenerated(string name)
    {
        const string Getter = "get_";
        string property = name.StartsWith(Getter, StringComparison.Ordinal) ? name.Substring(Getter.Length) : name;
        return Constants.Contains(name) || Methods.Contains(name) || InspectionMethods.ContainsKey(name) || NestedTypes.Contains(name)
            || Properties.Contains(property) || name is State or Masks
            || IsNumbered(property, Layer)
            || (property.IndexOf(FunctionParameter, StringComparison.Ordinal) is > 0 and var end
                && IsNumbered(property.Substring(0, end), FunctionLayer) && IsNumbered(property.Substring(end), FunctionParameter));
    }

    private static bool IsNumbered(string name, string word) =>
        name.StartsWith(word, StringComparison.Ordinal) && name.Length > word.Length && name.Skip(word.Length).All(char.IsDigit);

    /// <summary>The typed view of each layer, counted per kind from 1: <c>Dense1</c>, <c>Dense2</c>, ...</summary>
    private static IEnumerable<string> LayerProperties(EquatableArray<LayerDeclaration> layers) =>
        layers.OfType<DenseDeclaration>().Select((_, index) => Layer + (index + 1).ToString(CultureInfo.InvariantCulture));

    /// <summary>The view of each parameter of a function: <c>Function1Parameter1</c>, ...</summary>
    private static IEnumerable<string> FunctionProperties(EquatableArray<LayerDeclaration> layers) =>
        layers.Zip(ParameterNames.OfLayers(layers), (layer, name) => (layer, name)).SelectMany(pair => pair.layer is ElementwiseDeclaration function
            ? Enumerable.Range(0, function.Parameters).Select(parameter => ParameterNames.Property(ParameterNames.Parameter(pair.name, parameter)))
            : []);
}
