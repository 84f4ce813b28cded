import Synchronization

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
    unsafe address = LanePool.shared.take(max(count, 1))
  }

  deinit { unsafe LanePool.shared.put(address, max(count, 1)) }

  /// Calls a kernel with the memory, which stays until the kernel returns.
  func withAddress(_ kernel: (UnsafeMutableRawPointer) -> Void) {
    withExtendedLifetime(self) { unsafe kernel(address) }
  }
}

/// Large pieces of memory that are free at the moment.
///
/// The steps of a training need the same sizes again and again. Memory that goes back to the system in
/// between comes back page by page, each page an interrupt and 4 KiB of zeros: that took as long as
/// the convolutions themselves.
@safe private final class LanePool: Sendable {
  static let shared = LanePool()

  @safe private struct Piece: @unchecked Sendable {
    let count: Int
    let address: UnsafeMutableRawPointer
  }

  private struct Pieces {
    var free: [Piece] = []
    var total = 0
  }

  private let pieces = Mutex(Pieces())
  /// Below 64 KiB the system's allocation is as good; beyond 128 MiB the oldest memory goes back.
  private let least = 1 << 10
  private let limit = 2 << 20

  func take(_ count: Int) -> UnsafeMutableRawPointer {
    if count >= least {
      let piece = pieces.withLock { pieces -> Piece? in
        guard let index = pieces.free.lastIndex(where: { $0.count == count }) else {
          return nil
        }
        pieces.total -= count
        return pieces.free.remove(at: index)
      }
      if let piece { return unsafe piece.address }
    }
    return .allocate(byteCount: count * 64, alignment: 64)
  }

  func put(_ address: UnsafeMutableRawPointer, _ count: Int) {
    guard count >= least else { return unsafe address.deallocate() }
    let removed = pieces.withLock { pieces in
      pieces.free.append(unsafe Piece(count: count, address: address))
      pieces.total += count
      var removed: [Piece] = []
      while pieces.total > limit {
        pieces.total -= pieces.free[0].count
        removed.append(pieces.free.removeFirst())
      }
      return removed
    }
    for piece in removed { unsafe piece.address.deallocate() }
  }
}
