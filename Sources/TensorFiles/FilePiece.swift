import Tensors

/// A part of a file to write: bytes, or the scalars of a tensor where they lie, without a copy.
internal enum FilePiece {
  case bytes([UInt8])
  case scalars(Tensor)

  internal var byteCount: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .scalars(let tensor): tensor.count * MemoryLayout<Float>.size
    }
  }

  /// Calls a function with the bytes as they stand in the file: least significant first.
  internal func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch self {
    case .bytes(let bytes): return unsafe try FilePiece.withBytes(of: bytes, body)
    case .scalars(let tensor):
      if 1.littleEndian == 1 { return unsafe try FilePiece.withBytes(of: tensor.scalars, body) }
      let swapped = tensor.scalars.map { $0.bitPattern.littleEndian }
      return unsafe try FilePiece.withBytes(of: swapped, body)
    }
  }

  private static func withBytes<Element: BitwiseCopyable, Result, Failure: Error>(
    of array: [Element], _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe try array.withUnsafeBufferPointer { buffer throws(Failure) in
      unsafe try body(UnsafeRawBufferPointer(buffer))
    }
  }
}

extension [FilePiece] {
  /// Everything in a row.
  internal var joined: [UInt8] {
    reduce(into: []) { bytes, piece in
      unsafe piece.withBytes { unsafe bytes.append(contentsOf: $0) }
    }
  }
}
