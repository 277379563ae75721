using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeuralGen.Generator.Declarations;

/// <summary>One attribute as written: its values by name, and where each stands.</summary>
internal sealed class DeclaredAttribute
{
    private readonly AttributeData _data;
    private readonly AttributeSyntax _syntax;
    private readonly ImmutableArray<IParameterSymbol> _parameters;

    private DeclaredAttribute(AttributeData data, AttributeSyntax syntax)
    {
        _data = data;
        _syntax = syntax;
        _parameters = data.AttributeConstructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;
    }

    /// <summary>The whole attribute, without brackets.</summary>
    public Location Location => _syntax.GetLocation();

    /// <summary>The part of the type that carries this attribute.</summary>
    public TypeDeclarationSyntax? Declaration => _syntax.Parent?.Parent as TypeDeclarationSyntax;

    /// <summary>False where the C# compiler has an error of its own to report about the arguments.</summary>
    public bool IsValid => _data.AttributeConstructor is not null
        && !_data.ConstructorArguments.Any(IsError)
        && !_data.NamedArguments.Any(argument => IsError(argument.Value));

    public static DeclaredAttribute? Create(AttributeData data, CancellationToken cancellation) =>
        data.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax ? new DeclaredAttribute(data, syntax) : null;

    /// <summary>The value of a constructor's parameter; its default where the user wrote none.</summary>
    public T? Parameter<T>(string name, T? fallback = default)
    {
        int ordinal = Ordinal(name);
        return ordinal >= 0 && _data.ConstructorArguments[ordinal] is { Kind: not TypedConstantKind.Array, Value: T value } ? value : fallback;
    }

    /// <summary>Whether the constructor that is called has a parameter of this name.</summary>
    public bool HasParameter(string name) => Ordinal(name) >= 0;

    /// <summary>Whether this is a dropout layer: no other attribute has a rate.</summary>
    public bool IsDropout => HasParameter(AttributeNames.Rate);

    /// <summary>The elements of a constructor's array, or null where the constructor has no such parameter.</summary>
    public ImmutableArray<int>? Elements(string name)
    {
        int ordinal = Ordinal(name);
        if (ordinal < 0 || _data.ConstructorArguments[ordinal] is not { Kind: TypedConstantKind.Array } array)
        {
            return null;
        }

        return array.IsNull ? ImmutableArray<int>.Empty : array.Values.Select(value => value.Value).OfType<int>().ToImmutableArray();
    }

    public bool IsPropertySet(string name) => _data.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>The value of a property, or the fallback where the user set none.</summary>
    public T Property<T>(string name, T fallback)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in _data.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: not TypedConstantKind.Array, Value: T value })
            {
                return value;
            }
        }

        return fallback;
    }

    /// <summary>Where a constructor's argument stands; the whole attribute where the user wrote none.</summary>
    public Location ParameterLocation(string name) => (ParameterArgument(name) ?? (SyntaxNode)_syntax).GetLocation();

    /// <summary>Where one element of a params array stands.</summary>
    public Location ElementLocation(string name, int index)
    {
        int count = Elements(name)?.Length ?? 0;
        List<AttributeArgumentSyntax> arguments = Arguments.Where(argument => argument.NameEquals is null).ToList();
        if (arguments.Count == count)
        {
            return arguments[index].GetLocation();
        }

        InitializerExpressionSyntax? initializer = _syntax.DescendantNodes().OfType<InitializerExpressionSyntax>().FirstOrDefault();
        return initializer?.Expressions.Count == count ? initializer.Expressions[index].GetLocation() : ParameterLocation(name);
    }

    /// <summary>Where a property is set; the whole attribute where it is not.</summary>
    public Location PropertyLocation(string name) =>
        (Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name) ?? (SyntaxNode)_syntax).GetLocation();

    private IEnumerable<AttributeArgumentSyntax> Arguments =>
        _syntax.ArgumentList?.Arguments ?? Enumerable.Empty<AttributeArgumentSyntax>();

    private static bool IsError(TypedConstant constant) => constant.Kind == TypedConstantKind.Error
        || (constant is { Kind: TypedConstantKind.Array, IsNull: false } && constant.Values.Any(IsError));

    private int Ordinal(string name)
    {
        for (int index = 0; index < _parameters.Length && index < _data.ConstructorArguments.Length; index++)
        {
            if (_parameters[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }

    private AttributeArgumentSyntax? ParameterArgument(string name)
    {
        List<AttributeArgumentSyntax> arguments = Arguments.Where(argument => argument.NameEquals is null).ToList();
        int ordinal = Ordinal(name);
        AttributeArgumentSyntax? named = arguments.Find(argument => argument.NameColon?.Name.Identifier.ValueText == name);
        bool positional = ordinal >= 0 && ordinal < arguments.Count && arguments[ordinal].NameColon is null;
        return named ?? (positional ? arguments[ordinal] : null);
    }
}
