import FoundationEssentials

/// A plot as it stands in a page.
struct PlotPicture {
  /// Where the browser finds it.
  enum Source {
    /// In the page itself.
    case data([UInt8])
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
    case .data(let png):
      html.markup("<img src=\"data:image/png;base64,")
      html.trusted(Data(png).base64EncodedData())
      html.markup("\"")
    case .address(let address):
      html.markup(isEarlier ? "<img class=\"earlier\"" : "<img")
      html.attribute("src", address)
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
      source: .data(file.png), width: file.width, height: file.height,
      alternativeText: file.alternativeText)
  }
}
