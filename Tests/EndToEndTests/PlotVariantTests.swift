import Testing

/// Beside each plot stand its variants for dark pages and, where they are smaller, as SVG.
@Suite("Variants of plots")
struct PlotVariantTests {
  private static let markdown = """
    ---
    title: Variants
    ---
    ```swift {#draw .cell}
    show(Figure(title: "A <b>line</b>").line([1.0, 3, 2], label: "train"))
    show(Tensor((0..<784).map { Float($0 * 37 % 255) / 255 }, shape: [1, 28, 28]), columns: 1)
    ```
    """

  @Test func variantsStandBesideThePlot() async throws {
    let run = try await PracticalRun.of(Self.markdown)
    #expect(run.status == 0)
    let light = try run.file("plots/draw-1.png")
    let dark = try run.file("plots/draw-1-dark.png")
    #expect(light != dark)
    #expect(light[16..<24] == dark[16..<24])
    for name in ["draw-1", "draw-1-dark"] {
      let svg = String(decoding: try run.file("plots/\(name).svg"), as: UTF8.self)
      #expect(svg.hasPrefix("<svg "))
      #expect(svg.contains("A &lt;b&gt;line&lt;/b&gt;"))
    }
    _ = try run.file("plots/draw-2-dark.png")
    // Pictures are no smaller as SVG.
    #expect(!run.folder.has(".practical/small/plots/draw-2.svg"))
    // Only the plots themselves are results.
    #expect(try run.result.cell("draw").plots == ["plots/draw-1.png", "plots/draw-2.png"])
  }

  @Test func keptAndDrawnAnewAreTheSame() async throws {
    let first = try await PracticalRun.of(Self.markdown)
    let second = try await PracticalRun.again(
      Self.markdown, ["run", "small.md"], in: first.folder)
    let third = try await PracticalRun.again(
      Self.markdown, ["run", "small.md", "--no-cache"], in: first.folder)
    for name in ["draw-1.png", "draw-1-dark.png", "draw-1.svg", "draw-1-dark.svg", "draw-2.png"] {
      let bytes = try first.file("plots/\(name)")
      #expect(try second.file("plots/\(name)") == bytes)
      #expect(try third.file("plots/\(name)") == bytes)
    }
  }

  @Test func variantsOfAnEarlierRunGo() async throws {
    let first = try await PracticalRun.of(Self.markdown)
    let edited = Self.markdown.replacing("#draw", with: "#other")
    try first.folder.write(edited, to: "small.md")
    let second = try await PracticalRun.again(edited, ["run", "small.md"], in: first.folder)
    #expect(!second.folder.has(".practical/small/plots/draw-1-dark.png"))
    #expect(!second.folder.has(".practical/small/plots/draw-1.svg"))
    #expect(second.folder.has(".practical/small/plots/other-1.svg"))
  }
}
