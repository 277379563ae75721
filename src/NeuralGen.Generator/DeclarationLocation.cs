using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator;

/// <summary>Where a network's attribute stands, without the syntax tree that a <see cref="Location"/> would keep alive.</summary>
internal sealed record DeclarationLocation(TypeIdentity Type, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static DeclarationLocation Create(TypeIdentity type, Location location) =>
        new(type, location.SourceTree?.FilePath ?? string.Empty, location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
