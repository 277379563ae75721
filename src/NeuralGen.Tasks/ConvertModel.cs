using Microsoft.Build.Framework;
using NeuralGen.Compiler.ModelFiles.Exchange;

namespace NeuralGen.Tasks;

/// <summary>
/// Turns a model file into what the C# compiler and its analyzers can take: a text, and the numbers as a resource where they are
/// many. A damaged model is no error here: the text tells of it, and the error shows where the model is used.
/// </summary>
public sealed class ConvertModel : ITask
{
    // What fits into an array, and so into a resource.
    private const long LongestFile = int.MaxValue - 64L;

    // In a list of items these mean something else, or on some system they are in no path.
    private static readonly char[] NotInLists = ['\n', '\r', ';', '*', '?', '%', '$', .. System.IO.Path.GetInvalidPathChars()];

    /// <summary>The build.</summary>
    public IBuildEngine? BuildEngine { get; set; }

    /// <summary>Nothing that this task needs.</summary>
    public ITaskHost? HostObject { get; set; }

    /// <summary>The model file.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>The model's path, as the project file has it.</summary>
    [Required]
    public string Path { get; set; } = "";

    /// <summary>The text to write. A file that is there already with the same content stays as it is.</summary>
    [Required]
    public string Text { get; set; } = "";

    /// <summary>The folder for the resource. It belongs to this model, and resources of older versions are deleted from it.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <inheritdoc/>
    public bool Execute()
    {
        try
        {
            Convert();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            const string Code = "NG3900";
            const string HelpLink = "https://github.com/neuralgen/neuralgen/blob/main/docs/diagnostics/NG3900.md";
            string message = $"The model '{Path}' could not be prepared for the compiler: {exception.Message}";
            BuildEngine?.LogErrorEvent(new BuildErrorEventArgs("", Code, File, 0, 0, 0, 0, message, "", nameof(ConvertModel), HelpLink, DateTime.UtcNow, null));
            return false;
        }
    }

    private void Convert()
    {
        long length = new FileInfo(File).Length;
        if (length > LongestFile)
        {
            throw new IOException($"It has {length} bytes, and at most {LongestFile} fit into an assembly.");
        }

        var model = ConvertedModel.Convert(Path, System.IO.File.ReadAllBytes(File), OpenBeside);
        Directory.CreateDirectory(Folder);
        WriteFilesBeside(model.FilesBeside);
        foreach (string resource in Directory.GetFiles(Folder, "*" + ModelTextFormat.ResourceExtension))
        {
            if (System.IO.Path.GetFileName(resource) != model.ResourceName)
            {
                System.IO.File.Delete(resource);
            }
        }

        // The resource's name changes with its content, but a build that was broken off may have left a part of one.
        if (model.ResourceName is not null)
        {
            string resource = System.IO.Path.Combine(Folder, model.ResourceName);
            if (!System.IO.File.Exists(resource) || new FileInfo(resource).Length != model.Resource!.Length)
            {
                System.IO.File.WriteAllBytes(resource, model.Resource!);
            }
        }

        if (!System.IO.File.Exists(Text) || System.IO.File.ReadAllText(Text) != model.Text)
        {
            System.IO.File.WriteAllText(Text, model.Text);
        }
    }

    /// <summary>The content of a file in the model's folder or below it; null where there is none.</summary>
    private byte[]? OpenBeside(string relative)
    {
        try
        {
            return ReadBeside(relative);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            // The model's author may have written what is no path on this machine.
            return null;
        }
    }

    private byte[]? ReadBeside(string relative)
    {
        string folder = System.IO.Path.GetFullPath(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(File))!);
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, relative));
        bool isBeside = path.StartsWith(folder.TrimEnd(System.IO.Path.DirectorySeparatorChar) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isBeside && System.IO.File.Exists(path) && !LeadsElsewhere(folder, path) ? System.IO.File.ReadAllBytes(path) : null;
    }

    /// <summary>Whether the file, or a folder on the way to it, is a link: a model could take any file of the machine into the assembly by one.</summary>
    private static bool LeadsElsewhere(string folder, string path)
    {
        for (string part = path; part.Length > folder.Length; part = System.IO.Path.GetDirectoryName(part)!)
        {
            if ((System.IO.File.GetAttributes(part) & FileAttributes.ReparsePoint) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The targets look at these files too when they decide whether the model has changed.</summary>
    private void WriteFilesBeside(IReadOnlyList<string> relative)
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(File))!;
        string list = System.IO.Path.Combine(Folder, "beside");
        string[] lines = [.. relative.Where(path => path.IndexOfAny(NotInLists) < 0).Select(path => System.IO.Path.Combine(folder, path))];
        if (lines.Length > 0)
        {
            System.IO.File.WriteAllLines(list, lines);
        }
        else if (System.IO.File.Exists(list))
        {
            System.IO.File.Delete(list);
        }
    }
}
