import Tensors

/// Several named arrays in one file, as `numpy.savez` writes them: a ZIP archive of `.npy` files.
internal enum NumpyArchive {
  private static let suffix = ".npy"

  internal static func decode(_ bytes: [UInt8]) throws(ContentError) -> TensorFile {
    let archive = try ZipArchive(bytes)
    var file = TensorFile()
    for entry in archive.entries {
      guard entry.name.hasSuffix(suffix) else {
        throw ContentError(
          message: "the entry `\(entry.name.printable)` of the archive is no NumPy array",
          help: "only archives of numpy.savez are read; a PyTorch file is best saved again "
            + "as .safetensors")
      }
      let name = String(entry.name.dropLast(suffix.count))
      do throws(ContentError) {
        let (contents, part) = try archive.contents(of: entry)
        file[name] = try NumpyArray.decode(contents, in: part)
      } catch {
        throw error.inTensor(name)
      }
    }
    return file
  }

  /// The archive in pieces. Its entries are stored: trained weights hardly get smaller.
  internal static func encode(_ file: TensorFile) throws(ContentError) -> [FilePiece] {
    if !file.metadata.isEmpty {
      throw ContentError(
        message: "a NumPy archive has no place for metadata",
        help: "save as .safetensors, or remove the metadata")
    }
    var pieces: [FilePiece] = []
    var directory: [UInt8] = []
    var offset = 0
    for (name, tensor) in file {
      let nameBytes = Array((name + suffix).utf8)
      if name.isEmpty || nameBytes.contains(0) || nameBytes.count > 1000 {
        throw ContentError(
          message: "`\(name.printable)` cannot be the name of an array in an archive",
          help: "names are not empty, have at most 1000 bytes, and none that is 0")
      }
      let contents: [FilePiece] = [.bytes(NumpyArray.header(of: tensor)), .scalars(tensor)]
      let size = contents.reduce(0) { $0 + $1.byteCount }
      let common = entryFields(size: size, checksum: checksum(contents), nameBytes.count)
      var header: [UInt8] = []
      header.appendLittleEndian(Signature.local)
      header += common + nameBytes
      directory.appendLittleEndian(Signature.central)
      directory.appendLittleEndian(version)
      directory += common
      // No comment, the first disk, no attributes.
      directory += [UInt8](repeating: 0, count: 10)
      directory.appendLittleEndian(UInt32(truncatingIfNeeded: offset))
      directory += nameBytes
      pieces.append(.bytes(header))
      pieces += contents
      offset += header.count + size
    }
    if offset + directory.count >= Int(UInt32.max) || file.count >= Int(UInt16.max) {
      throw ZipArchive.tooLarge
    }
    var end: [UInt8] = []
    end.appendLittleEndian(Signature.end)
    end.appendLittleEndian(UInt32(0))
    end.appendLittleEndian(UInt16(file.count))
    end.appendLittleEndian(UInt16(file.count))
    end.appendLittleEndian(UInt32(directory.count))
    end.appendLittleEndian(UInt32(offset))
    end.appendLittleEndian(UInt16(0))
    return pieces + [.bytes(directory), .bytes(end)]
  }

  /// 2.0, the first version of the format with what is used here.
  private static let version: UInt16 = 20

  /// What the header of an entry and its place in the directory have in common.
  private static func entryFields(size: Int, checksum: UInt32, _ nameLength: Int) -> [UInt8] {
    var fields: [UInt8] = []
    fields.appendLittleEndian(version)
    // The name is in UTF-8; the contents are stored.
    fields.appendLittleEndian(UInt16(1 << 11))
    fields.appendLittleEndian(UInt16(0))
    // Midnight on 1 January 1980, so that equal tensors make equal files.
    fields.appendLittleEndian(UInt16(0))
    fields.appendLittleEndian(UInt16(1 << 5 | 1))
    fields.appendLittleEndian(checksum)
    fields.appendLittleEndian(UInt32(truncatingIfNeeded: size))
    fields.appendLittleEndian(UInt32(truncatingIfNeeded: size))
    fields.appendLittleEndian(UInt16(nameLength))
    fields.appendLittleEndian(UInt16(0))
    return fields
  }

  private static func checksum(_ pieces: [FilePiece]) -> UInt32 {
    pieces.reduce(0) { sum, piece in
      unsafe piece.withBytes { bytes in
        guard let address = bytes.baseAddress else { return sum }
        return unsafe deflateChecksum(
          sum, address.assumingMemoryBound(to: UInt8.self), bytes.count)
      }
    }
  }
}
