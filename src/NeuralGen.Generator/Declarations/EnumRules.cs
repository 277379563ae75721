using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>Reads values of the library's enums, which C# lets be any number.</summary>
internal static class EnumRules
{
    /// <summary>The compiler's enum with the library's number, or a problem.</summary>
    /// <param name="value">The number in the attribute.</param>
    /// <param name="libraryName">What the enum is called in the library.</param>
    /// <param name="location">Where the number stands.</param>
    /// <param name="problems">Takes the problem.</param>
    public static T Read<T>(int value, string libraryName, Location location, List<Problem> problems)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(typeof(T), value))
        {
            string known = string.Join(", ", Enum.GetNames(typeof(T)).Select(name => libraryName + "." + name));
            string number = value.ToString(CultureInfo.InvariantCulture);
            problems.Add(new Problem(DeclarationDescriptors.UnknownEnumValue, location, number, libraryName, known));
        }

        return (T)Enum.ToObject(typeof(T), value);
    }
}
