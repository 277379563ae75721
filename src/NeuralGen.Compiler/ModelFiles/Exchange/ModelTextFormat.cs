using System.Globalization;
using System.Text;

namespace NeuralGen.Compiler.ModelFiles.Exchange;

/// <summary>
/// The text in which a model travels from the build task to the compiler, as an additional file in obj/: files of text are all
/// that an analyzer gets to see whole. It is ASCII, in lines of a word, a space and a value, in this order:
/// <code>
/// NeuralGen model 1             the version of this format
/// path models/digits.safetensors    as the project file has it, with '/' for '\'
/// sha256 0f3c...                of the model file
/// kind weights                  what follows: tensors by name; or 'onnx', whose lines are told below
/// problem is damaged ...        the file cannot be used; nothing follows. Else:
/// format safetensors            what kind of file it was
/// checkpoint                    it is the state of a training; missing otherwise
/// resource NeuralGen.5d0e...    the embedded resource with the numbers, where they are many; missing otherwise
/// tensor F32 [10,128] 64 name   type, shape, offset in the resource (0 without one), name; one line for each tensor, and
/// numbers 3f80000000000000      without a resource its bits in hexadecimal, one number after the other, and
/// beyond-single 4 1E+39         if a finite number of type F64 is too large for single precision, the first such: index, value
/// </code>
/// Of kind onnx, behind that line:
/// <code>
/// refused NotOnnx The file ...  why it cannot be used, by kind; nothing but such lines follows. Else:
/// resource NeuralGen.5d0e...    the embedded resource with the numbers, where they are many; missing otherwise
/// output 64 logits              an output whose numbers are in the resource, and where they begin; one line for each
/// model CAgSB3B5...             the model's bytes in base64
/// beside AAAAgD8= data.bin      the bytes of a file beside it and its path from the model's folder; one line for each
/// </code>
/// Values are escaped: a backslash, and every character that is not printable ASCII, is written \uXXXX.
/// </summary>
internal static class ModelTextFormat
{
    public const string FirstLine = "NeuralGen model 1";

    /// <summary>The end of the name of such a text.</summary>
    public const string Extension = ".neuralmodel";

    /// <summary>The end of the name of a resource.</summary>
    public const string ResourceExtension = ".weights";

    public const string Path = "path";
    public const string Hash = "sha256";
    public const string Kind = "kind";
    public const string WeightsKind = "weights";
    public const string OnnxKind = "onnx";
    public const string Problem = "problem";
    public const string Format = "format";
    public const string Checkpoint = "checkpoint";
    public const string Resource = "resource";
    public const string Tensor = "tensor";
    public const string Numbers = "numbers";
    public const string BeyondSingle = "beyond-single";
    public const string Refused = "refused";
    public const string OutputNumbers = "output";
    public const string Model = "model";
    public const string Beside = "beside";

    /// <summary>
    /// Up to so many numbers go into the text and become C#. Above, the C# compiler and editors would feel them: they go into a
    /// resource.
    /// </summary>
    public const int MostNumbersInText = 10_000;

    /// <summary>Tensors in a resource begin at multiples of this many bytes.</summary>
    public const int Alignment = 64;

    public static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            _ = c is < ' ' or > '~' or '\\' ? text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)) : text.Append(c);
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">The value is not escaped as <see cref="Escape"/> does it.</exception>
    public static string Unescape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\')
            {
                text.Append(value[i]);
                continue;
            }

            if (i + 6 > value.Length || value[i + 1] != 'u')
            {
                throw new FormatException("An escape has the form \\uXXXX.");
            }

            text.Append((char)ushort.Parse(value.Substring(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 5;
        }

        return text.ToString();
    }
}
