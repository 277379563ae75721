namespace Lecture.Frame;

/// <summary>A chapter of the lecture: what it states, and an example of it that is computed in two ways.</summary>
/// <param name="number">The lecture's number, such as 4.2.2.</param>
/// <param name="title">The title.</param>
/// <param name="statement">What the chapter states, in the lecture's notation.</param>
internal abstract class Chapter(string number, string title, string statement)
{
    /// <summary>The lecture's number, such as 4.2.2.</summary>
    public string Number { get; } = number;

    /// <summary>The title.</summary>
    public string Title { get; } = title;

    /// <summary>Whether this is the chapter, or one of the section, with the given number.</summary>
    public bool IsIn(string section) => Number == section || Number.StartsWith(section + ".", StringComparison.Ordinal);

    /// <summary>Writes the statement and computes the example.</summary>
    /// <returns>The page written, which knows whether all differences were within their bounds.</returns>
    public Page Run()
    {
        var page = new Page();
        page.Heading(Number, Title);
        page.Statement(statement);
        Work(page);
        return page;
    }

    /// <summary>Computes the example.</summary>
    protected abstract void Work(Page page);
}
