/// Memory for lanes of sixteen numbers, aligned as the widest registers want it; the elements of an
/// array are not.
///
/// It is written once, before anybody else knows of it, and only read from then on.
@safe final class LaneBuffer: @unchecked Sendable {
  /// The number of lanes.
  let count: Int
  private let address: UnsafeMutableRawPointer

  /// Memory that holds anything.
  init(count: Int) {
    self.count = count
    unsafe address = .allocate(byteCount: max(count, 1) * 64, alignment: 64)
  }

  deinit { unsafe address.deallocate() }

  /// Calls a kernel with the memory, which stays until the kernel returns.
  func withAddress(_ kernel: (UnsafeMutableRawPointer) -> Void) {
    withExtendedLifetime(self) { unsafe kernel(address) }
  }
}
