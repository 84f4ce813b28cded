import Testing

/// Kernels that the optimiser calls by their addresses, in the kit as it is delivered.
@Suite("Kernels in cells")
struct KernelTests {
  private static let markdown = """
    ```swift {#pooling .cell}
    let picture = Tensor(range: 0..<16).reshaped(to: [1, 4, 4, 1])
    for layer in [AveragePooling(size: 2) as any Layer, MaxPooling(size: 2), GlobalAveragePooling()] {
      func both<L: Layer>(_ layer: L) -> [Float] {
        let (output, context) = layer.forward(picture, phase: .evaluation)
        let gradients = layer.backward(
          Tensor(ones: output.shape), context: context, needsInputGradient: true)
        return output.scalars + [gradients.input?.sum() ?? 0]
      }
      print(both(layer))
    }
    ```
    """

  @Test func poolingRunsBothWays() async throws {
    let run = try await PracticalRun.of(Self.markdown)
    let cell = try run.result.cell("pooling")
    #expect(cell.status == .ok)
    #expect(
      cell.output == """
        [2.5, 4.5, 10.5, 12.5, 4.0]
        [5.0, 7.0, 13.0, 15.0, 4.0]
        [7.5, 1.0]

        """)
  }
}
