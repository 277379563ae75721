namespace NeuralGen.Generator;

/// <summary>The names of the generator's steps, by which tests watch what is computed again.</summary>
internal static class TrackingNames
{
    /// <summary>What the user said about each network, without what the build says.</summary>
    public const string Declarations = nameof(Declarations);

    /// <summary>The vector width that the build asks for.</summary>
    public const string Options = nameof(Options);

    /// <summary>The model files of the project.</summary>
    public const string Models = nameof(Models);

    /// <summary>Each network with its weights, as far as it takes them from a model file.</summary>
    public const string Weights = nameof(Weights);

    /// <summary>The generated text of each network.</summary>
    public const string Sources = nameof(Sources);

    /// <summary>The file names that would clash, over all networks.</summary>
    public const string FileNameClashes = nameof(FileNameClashes);

    /// <summary>The files of each network under their final names.</summary>
    public const string Files = nameof(Files);

    /// <summary>The networks on which NeuralGen itself failed.</summary>
    public const string Faults = nameof(Faults);

    /// <summary>Where each network stands; only the report of faults looks at it.</summary>
    public const string Locations = nameof(Locations);

    /// <summary>The steps that lead to generated files: nothing in them may hold on to a compilation.</summary>
    public static IReadOnlyList<string> SourceBranch { get; } = [Declarations, Options, Models, Weights, Sources, FileNameClashes, Files];

    /// <summary>The steps that lead to reports of faults.</summary>
    public static IReadOnlyList<string> DiagnosticsBranch { get; } = [Faults, Locations];
}
