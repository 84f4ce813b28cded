import Testing

@testable import Tensors

@Suite("Denormal numbers")
struct DenormalTests {
  private struct Stop: Error {}

  /// 2⁻¹³⁰, which is denormal, computed where no compiler can do it beforehand.
  private func halved() -> Float {
    var x = Tensor([Float.leastNormalMagnitude])
    x *= 0.0625
    return x.scalars[0]
  }

  #if arch(x86_64)
    @Test("They are zero inside, and what they were before and after")
    func flush() {
      #expect(!Denormals.areFlushed)
      #expect(halved() > 0)
      let inside = Denormals.flush { (Denormals.areFlushed, halved()) }
      #expect(inside == (true, 0))
      #expect(halved() > 0)
      #expect(!Denormals.areFlushed)
    }

    @Test("Nesting and errors leave the setting as it was")
    func nesting() {
      Denormals.flush {
        Denormals.flush {}
        #expect(Denormals.areFlushed)
      }
      #expect(throws: Stop.self) { try Denormals.flush { throw Stop() } }
      #expect(!Denormals.areFlushed)
    }
  #endif
}
