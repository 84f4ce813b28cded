import FoundationEssentials

/// A plot as it stands in a page.
struct PlotPicture {
  /// A picture as a file.
  enum Drawing {
    /// Pixels.
    case png([UInt8])
    /// Shapes and texts.
    case svg(String)
  }

  /// Where the browser finds it.
  enum Source {
    /// In the page itself, for light pages and, where there is one, for dark ones.
    case data(Drawing, dark: Drawing?)
    /// At an address of this program.
    case address(String)
    /// Nowhere yet: it is being drawn.
    case awaited
  }

  /// Where the browser finds it.
  var source: Source
  /// The width at which it is shown, in points.
  var width: Double
  /// The height at which it is shown, in points.
  var height: Double
  /// What it shows, in words.
  var alternativeText: String
  /// Whether it is that of an earlier run, shown until the new one is drawn.
  var isEarlier = false

  /// Writes it into a page.
  ///
  /// - Parameters:
  ///   - html: the page.
  ///   - name: what stands for it where it says nothing of itself.
  func write(to html: inout HTMLWriter, otherwiseNamed name: String) {
    switch source {
    case .awaited:
      html.markup("<span class=\"absent\">[being drawn]</span>\n")
      return
    case .data(let light, let dark):
      // Not `<picture>`: a page that is dark on the screen would be printed with its dark pictures.
      html.markup(dark == nil ? "<img" : "<img class=\"by-day\"")
      write(light, to: &html, otherwiseNamed: name)
      if let dark {
        html.markup("<img class=\"by-night\"")
        write(dark, to: &html, otherwiseNamed: name)
      }
    case .address(let address):
      html.markup(isEarlier ? "<img class=\"earlier\"" : "<img")
      html.attribute("src", address)
      writeRest(to: &html, otherwiseNamed: name)
    }
  }

  private func write(_ drawing: Drawing, to html: inout HTMLWriter, otherwiseNamed name: String) {
    switch drawing {
    case .png(let bytes):
      html.markup(" src=\"data:image/png;base64,")
      html.trusted(Data(bytes).base64EncodedData())
    case .svg(let text):
      // In an `<img>`, no browser runs scripts of an SVG file or loads anything for it.
      html.markup(" src=\"data:image/svg+xml;base64,")
      html.trusted(Data(text.utf8).base64EncodedData())
    }
    html.markup("\"")
    writeRest(to: &html, otherwiseNamed: name)
  }

  private func writeRest(to html: inout HTMLWriter, otherwiseNamed name: String) {
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
      source: .data(
        Self.smaller(file.png, file.svg), dark: file.darkPNG.map { Self.smaller($0, file.darkSVG) }),
      width: file.width, height: file.height,
      alternativeText: file.alternativeText)
  }

  private static func smaller(_ png: [UInt8], _ svg: String?) -> Drawing {
    svg.flatMap { $0.utf8.count < png.count ? .svg($0) : nil } ?? .png(png)
  }
}
