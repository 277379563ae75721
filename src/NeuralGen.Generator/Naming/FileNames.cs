using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator.Naming;

/// <summary>
/// Names a network's files: <c>Namespace.Outer-1.Network.</c> and then the part's own name. The compiler refuses
/// some characters in such names and compares them without case, so that different networks can need more to differ.
/// </summary>
internal static class FileNames
{
    /// <summary>The longest prefix; the parts' own names add about twenty characters.</summary>
    private const int LongestPrefix = 96;

    private const int LongestMethod = 40;

    /// <summary>The prefix of a network's files, in so far as the network alone decides it.</summary>
    public static string Prefix(TypeIdentity type)
    {
        string name = DottedName(type);
        string readable = ReplaceUnusualCharacters(name);
        if (readable == name && name.Length <= LongestPrefix)
        {
            return name;
        }

        // The end of a long name, where the class is, says the most.
        int room = LongestPrefix - StableHash.Length - 1;
        string end = readable.Length <= room ? readable : readable.Substring(readable.Length - room).TrimStart('.');
        return end + "-" + StableHash.Of(Identity(type));
    }

    /// <summary>
    /// The prefixes that need more to differ: those equal to another but for case, and those under which a file of
    /// another network could fall (network <c>A.Forward</c> and part <c>Forward</c> of network <c>A</c>).
    /// </summary>
    public static EquatableArray<string> Clashes(ImmutableArray<string> prefixes)
    {
        ILookup<string, string> byName = prefixes.ToLookup(prefix => prefix, StringComparer.OrdinalIgnoreCase);
        return prefixes
            .Where(prefix => byName[prefix].Skip(1).Any() || Ancestors(prefix).Any(byName.Contains))
            .Distinct(StringComparer.Ordinal)
            .OrderBy(prefix => prefix, StringComparer.Ordinal)
            .ToEquatableArray();
    }

    /// <summary>The prefix of a network's files, given those that clash.</summary>
    public static string UniquePrefix(TypeIdentity type, EquatableArray<string> clashes)
    {
        string prefix = Prefix(type);
        return clashes.Contains(prefix, StringComparer.Ordinal) ? prefix + "-" + StableHash.Of(Identity(type)) : prefix;
    }

    /// <summary>The prefix of a method's files: no type's prefix has a hyphen before a letter.</summary>
    public static string MethodPrefix(TypeIdentity type, string method)
    {
        string readable = ReplaceUnusualCharacters(method);
        return readable == method && readable.Length <= LongestMethod
            ? $"{Prefix(type)}-{readable}"
            : $"{Prefix(type)}-{readable.Substring(0, Math.Min(readable.Length, LongestMethod))}-{StableHash.Of(method)}";
    }

    /// <summary>The prefix of a method's files, given those that clash.</summary>
    public static string UniqueMethodPrefix(TypeIdentity type, string method, string signature, EquatableArray<string> clashes)
    {
        string prefix = MethodPrefix(type, method);
        return clashes.Contains(prefix, StringComparer.Ordinal) ? $"{prefix}-{StableHash.Of($"{Identity(type)} {method}({signature})")}" : prefix;
    }

    /// <summary>The network's name as a person writes it, type parameters as a count.</summary>
    public static string DottedName(TypeIdentity type)
    {
        IEnumerable<string> types = type.ContainingTypes.Concat([type.Type]).Select(NameAndArity);
        string name = string.Join(".", type.Namespace.Length == 0 ? types : types.Prepend(type.Namespace));
        return name.Replace("@", string.Empty);
    }

    private static string NameAndArity(TypePart part) => part.TypeParameters.Count == 0
        ? part.Name
        : part.Name + "-" + part.TypeParameters.Count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Different networks have different identities, even where one is a class and the other a record.</summary>
    private static string Identity(TypeIdentity type) =>
        DottedName(type) + " " + string.Join(" ", type.ContainingTypes.Concat([type.Type]).Select(part => part.Keyword));

    private static string ReplaceUnusualCharacters(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (char character in name)
        {
            bool usual = char.IsLetterOrDigit(character) || character is '.' or '_' or '-';
            result.Append(usual ? character : '_');
        }

        return result.ToString();
    }

    private static IEnumerable<string> Ancestors(string prefix)
    {
        for (int dot = prefix.LastIndexOf('.'); dot > 0; dot = prefix.LastIndexOf('.', dot - 1))
        {
            yield return prefix.Substring(0, dot);
        }
    }
}
