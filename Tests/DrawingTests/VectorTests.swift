import FigureSamples
import Foundation
import FoundationXML
import Plots
import Testing

@testable import Drawing

/// SVG pictures are well formed, harmless, and show the same as the pixels.
struct VectorTests {
  private static let hostile =
    "</text><script>alert(1)</script>\u{0}\u{1B}&\"'<![CDATA[x]]>\u{FFFE}\u{202E}]]>"

  @Test(arguments: FigureSample.all.map(\.name))
  func samplesAreWellFormedAndHarmless(name: String) throws {
    let sample = try #require(FigureSample.all.first { $0.name == name })
    for theme in [Theme.light, .dark] {
      let files = try FigureRenderer(theme: theme).files(sample.figure)
      guard let svg = files.svg else { continue }
      let reader = try SVGReader(svg)
      #expect(reader.problems == [])
      #expect(svg.utf8.count < files.png.count)
      #expect(files == (try FigureRenderer(theme: theme).files(sample.figure)))
    }
  }

  @Test func chartsAreVectorsAndPicturesArePixels() throws {
    for sample in FigureSample.all {
      let isPicture = [
        "cloud", "weights", "regions", "probability", "filled-contours", "pictures", "captions",
        "attention",
      ].contains(sample.name)
      #expect((try FigureRenderer().files(sample.figure).svg == nil) == isPicture, "\(sample.name)")
    }
  }

  @Test func hostileTextsStayTexts() throws {
    let text = Self.hostile
    let figure = Figure(title: text, xLabel: text, yLabel: text).line([1, 2], label: text)
      .bars([text, text], [1, 2], label: text).texts([0], [1], [text])
      .text(1, 1, text)
    let svg = try #require(try FigureRenderer().svgText(figure))
    let reader = try SVGReader(svg)
    #expect(reader.problems == [])
    #expect(reader.texts.contains { $0.contains("<script>") })
    #expect(!svg.contains("<script"))
    #expect(!svg.unicodeScalars.contains { $0.value < 32 || $0.value == 0xFFFE })
  }

  @Test func pathsLieWhereTheDataIs() throws {
    let figure = Figure().line([0, 10], [0, 10]).legend(.none)
    let drawn = try DrawnFigure(figure)
    let start = Point(x: drawn.layout.x.position(0), y: drawn.layout.y.position(0))
    let end = Point(x: drawn.layout.x.position(10), y: drawn.layout.y.position(10))
    var path = VectorPath()
    path.addLines([start, end])
    let svg = try #require(try FigureRenderer().svgText(figure))
    #expect(svg.contains("d=\"\(path.data)\""))
  }

  @Test func pointsLieWhereTheDataIs() throws {
    let figure = Figure().scatter([1, 2], [3, 4]).legend(.none)
    let drawn = try DrawnFigure(figure)
    let svg = try #require(try FigureRenderer().svgText(figure))
    for (x, y) in [(1.0, 3.0), (2, 4)] {
      let (right, down) = (
        VectorPath.text(drawn.layout.x.position(x)), VectorPath.text(drawn.layout.y.position(y))
      )
      #expect(svg.contains("cx=\"\(right)\" cy=\"\(down)\""))
    }
  }

  @Test func legendsThatMoveOutLeaveNothingBehind() throws {
    let figure = Figure().histogram((0..<100).map { $0 }, bins: 5, label: "even")
      .yAxis(range: 0...20)
    let svg = try #require(try FigureRenderer().svgText(figure))
    #expect(svg.components(separatedBy: ">even<").count == 2)
    #expect(svg.components(separatedBy: ">count<").count == 2)
  }

  @Test func numbersAreShort() {
    let values: [(Double, String)] = [
      (0, "0"), (1, "1"), (-1, "-1"), (0.5, ".5"), (-0.25, "-.25"), (12.345, "12.35"),
      (0.001, "0"), (-0.07, "-.07"), (100.1, "100.1"), (.nan, "0"), (.infinity, "0"),
      (1e300, "1000000000"),
    ]
    for (value, text) in values { #expect(VectorPath.text(value) == text) }
  }

  @Test func stepsDoNotDrift() {
    var path = VectorPath()
    path.move(to: Point(x: 0, y: 0))
    for step in 1...300 { path.addLine(to: Point(x: Double(step) / 300, y: Double(step) / 300)) }
    path.addLine(to: Point(x: 0, y: 0))
    #expect(path.data.hasSuffix("-1-1"))
  }
}

extension FigureRenderer {
  /// The SVG of a figure, however long it is.
  func svgText(_ figure: Figure) throws -> String? {
    try canvas(of: figure, isWrittenDown: true).vectors?.file(
      of: figure, size: figure.drawnSize, background: theme.background)
  }
}

/// Reads an SVG picture, and finds what does not belong there.
private final class SVGReader: NSObject, XMLParserDelegate {
  private static let elements: Set<String> = [
    "svg", "title", "desc", "path", "rect", "circle", "text", "g",
  ]
  private static let attributes: Set<String> = [
    "xmlns", "role", "width", "height", "viewBox", "font-family", "stroke-linejoin", "fill", "d",
    "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "opacity", "stroke-dasharray",
    "stroke-linecap", "x", "y", "rx", "cx", "cy", "r", "font-size", "font-weight", "textLength",
    "transform",
  ]

  private(set) var problems: [String] = []
  private(set) var texts: [String] = []

  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    if !parser.parse() { problems.append("\(String(describing: parser.parserError))") }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if !Self.elements.contains(name) { problems.append("element \(name)") }
    for key in attributes.keys where !Self.attributes.contains(key) {
      problems.append("attribute \(key) of \(name)")
    }
    texts.append("")
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    texts[texts.count - 1] += text
  }
}
