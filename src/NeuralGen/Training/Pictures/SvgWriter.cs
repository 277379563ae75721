using System.Globalization;
using System.Xml;

namespace NeuralGen;

/// <summary>Writes the shapes of a picture. Its colours suit a light or a dark surrounding; it needs no other file.</summary>
internal sealed class SvgWriter : IDisposable
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private const string Style = """

        .neuralgen .background { fill: #ffffff; }
        .neuralgen text { fill: #333333; font: 12px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
        .neuralgen .title { font-size: 15px; font-weight: 600; }
        .neuralgen .grid { stroke: #e4e4e4; stroke-width: 1; }
        .neuralgen .axis { stroke: #9a9a9a; stroke-width: 1; }
        .neuralgen .mark { stroke: #707070; stroke-width: 1; stroke-dasharray: 4 3; }
        .neuralgen .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .neuralgen .dots { fill: none; stroke-width: 5; stroke-linecap: round; }
        .neuralgen .points { fill: none; stroke-width: 4; stroke-linecap: round; stroke-opacity: 0.65; }
        .neuralgen .dash1 { stroke-dasharray: 6 4; }
        .neuralgen .dash2 { stroke-dasharray: 2 4; }
        .neuralgen .training { stroke: #0072b2; }
        .neuralgen .validation { stroke: #d55e00; }
        .neuralgen .evaluated { stroke: #009e73; }
        @media (prefers-color-scheme: dark) {
          .neuralgen .background { fill: #16181c; }
          .neuralgen text { fill: #d6d6d6; }
          .neuralgen .grid { stroke: #2e3238; }
          .neuralgen .axis { stroke: #7d838c; }
          .neuralgen .mark { stroke: #a0a6ae; }
          .neuralgen .training { stroke: #56b4e9; }
          .neuralgen .validation { stroke: #ff9440; }
          .neuralgen .evaluated { stroke: #2fd3a0; }
        }

        """;

    private readonly XmlWriter _xml;

    /// <summary>Begins a picture on its own background.</summary>
    public SvgWriter(TextWriter writer, double width, double height, string description)
    {
        _xml = XmlWriter.Create(writer, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n", CloseOutput = false });
        _xml.WriteStartElement("svg", Namespace);
        Attribute("viewBox", $"0 0 {Number(width)} {Number(height)}");
        Attribute("width", Number(width));
        Attribute("height", Number(height));
        Attribute("class", "neuralgen");
        Attribute("role", "img");
        _xml.WriteElementString("title", Namespace, WithoutControlCharacters(description));
        _xml.WriteElementString("style", Namespace, Style);
        Start("rect", "background");
        Attribute("width", "100%");
        Attribute("height", "100%");
        _xml.WriteEndElement();
    }

    /// <summary>A coordinate to a hundredth of a pixel.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public void Line(string style, double x1, double y1, double x2, double y2)
    {
        Start("line", style);
        Attribute("x1", Number(x1));
        Attribute("y1", Number(y1));
        Attribute("x2", Number(x2));
        Attribute("y2", Number(y2));
        _xml.WriteEndElement();
    }

    public void Path(string style, string commands)
    {
        Start("path", style);
        Attribute("d", commands);
        _xml.WriteEndElement();
    }

    /// <summary>Writes text whose first letter, middle or end is at x, standing on y.</summary>
    public void Text(string text, double x, double y, string anchor = "start", string? style = null, bool isUpright = false)
    {
        Start("text", style);
        Attribute("x", Number(x));
        Attribute("y", Number(y));
        if (anchor != "start")
        {
            Attribute("text-anchor", anchor);
        }

        if (isUpright)
        {
            Attribute("transform", $"rotate(-90 {Number(x)} {Number(y)})");
        }

        _xml.WriteString(WithoutControlCharacters(text));
        _xml.WriteEndElement();
    }

    public void Dispose()
    {
        _xml.WriteEndElement();
        _xml.Dispose();
    }

    /// <summary>XML has no way to write some characters, and a title may come from anywhere.</summary>
    private static string WithoutControlCharacters(string text) => string.Create(text.Length, text, (characters, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            bool isPaired = (i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]))
                || (i > 0 && char.IsSurrogatePair(source[i - 1], source[i]));
            characters[i] = isPaired || XmlConvert.IsXmlChar(source[i]) ? source[i] : '\uFFFD';
        }
    });

    private void Start(string element, string? style)
    {
        _xml.WriteStartElement(element, Namespace);
        if (style is not null)
        {
            Attribute("class", style);
        }
    }

    private void Attribute(string name, string value) => _xml.WriteAttributeString(name, value);
}
