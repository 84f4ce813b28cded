import FoundationEssentials

/// A plot as it stands in a page.
struct PlotPicture {
  /// A picture, and where the browser finds it.
  enum Drawing {
    /// Pixels, in the page itself.
    case png([UInt8])
    /// Shapes and texts, in the page itself.
    case svg(String)
    /// A picture at an address of this program.
    case served(LiveProgress.Drawing)
  }

  /// For light pages; nil while it is being drawn.
  var light: Drawing?
  /// For dark pages; nil where there is none.
  var dark: Drawing?
  /// The width at which it is shown, in points.
  var width: Double
  /// The height at which it is shown, in points.
  var height: Double
  /// What it shows, in words.
  var alternativeText: String

  /// Writes it into a page.
  ///
  /// - Parameters:
  ///   - html: the page.
  ///   - name: what stands for it where it says nothing of itself.
  func write(to html: inout HTMLWriter, otherwiseNamed name: String) {
    guard let light else {
      html.markup("<span class=\"absent\">[being drawn]</span>\n")
      return
    }
    // Not `<picture>`: a page that is dark on the screen would be printed with its dark pictures.
    write(light, classes: dark == nil ? [] : ["by-day"], to: &html, otherwiseNamed: name)
    if let dark { write(dark, classes: ["by-night"], to: &html, otherwiseNamed: name) }
  }

  private func write(
    _ drawing: Drawing, classes: [String], to html: inout HTMLWriter, otherwiseNamed name: String
  ) {
    var classes = classes
    if case .served(let picture) = drawing, picture.isEarlier { classes.append("earlier") }
    html.markup("<img")
    if !classes.isEmpty { html.attribute("class", classes.joined(separator: " ")) }
    switch drawing {
    case .png(let bytes):
      html.markup(" src=\"data:image/png;base64,")
      html.trusted(Data(bytes).base64EncodedData())
      html.markup("\"")
    case .svg(let text):
      // In an `<img>`, no browser runs scripts of an SVG file or loads anything for it.
      html.markup(" src=\"data:image/svg+xml;base64,")
      html.trusted(Data(text.utf8).base64EncodedData())
      html.markup("\"")
    case .served(let picture):
      html.attribute("src", picture.address)
    }
    html.attribute("width", Quantity.decimal(width, digits: 0))
    html.attribute("height", Quantity.decimal(height, digits: 0))
    html.attribute("alt", alternativeText.isEmpty ? name : alternativeText)
    html.markup(">\n")
  }
}

extension PlotPicture {
  /// A plot that stands in the page itself.
  init(_ file: PlotFile) {
    self.init(
      light: Self.smaller(file.png, file.svg),
      dark: file.darkPNG.map { Self.smaller($0, file.darkSVG) }, width: file.width,
      height: file.height, alternativeText: file.alternativeText)
  }

  /// A plot of a run that goes on.
  init(_ plot: LiveProgress.Plot) {
    self.init(
      light: plot.light.map { .served($0) }, dark: plot.dark.map { .served($0) },
      width: plot.width, height: plot.height, alternativeText: plot.alternativeText)
  }

  private static func smaller(_ png: [UInt8], _ svg: String?) -> Drawing {
    svg.flatMap { $0.utf8.count < png.count ? .svg($0) : nil } ?? .png(png)
  }
}
