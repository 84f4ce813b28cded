public import Tensors

/// The formats, by the ending of a path.
internal enum FileFormat: Equatable {
  case numpyArray
  case numpyArchive
  case safetensors

  internal init(path: String) throws(TensorFileError) {
    if path.utf8.contains(0) {
      // The system would take what stands before it for the whole path.
      throw TensorFileError(
        path: path.printable, message: "the path contains a character 0",
        help: "look at how the path was put together")
    }
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    switch name.split(separator: ".").last?.lowercased() {
    case "npy": self = .numpyArray
    case "npz": self = .numpyArchive
    case "safetensors": self = .safetensors
    default:
      throw TensorFileError(
        path: path, message: "the ending of the path says no format",
        help: "end it with .npy for one tensor, with .npz or .safetensors for several")
    }
  }

  internal func decode(_ bytes: [UInt8]) throws(ContentError) -> TensorFile {
    switch self {
    case .numpyArray: ["tensor": try NumpyArray.decode(bytes, in: bytes.indices)]
    case .numpyArchive: try NumpyArchive.decode(bytes)
    case .safetensors: try Safetensors.decode(bytes)
    }
  }

  internal func encode(_ file: TensorFile) throws(ContentError) -> [FilePiece] {
    switch self {
    case .numpyArchive: return try NumpyArchive.encode(file)
    case .safetensors: return try Safetensors.encode(file)
    case .numpyArray:
      guard file.count == 1, let tensor = file.first?.tensor, file.metadata.isEmpty else {
        throw ContentError(
          message: "a .npy file holds one tensor and no metadata, not \(file.count) tensors",
          help: "save as .npz or .safetensors")
      }
      return [.bytes(NumpyArray.header(of: tensor)), .scalars(tensor)]
    }
  }
}

extension TensorFile {
  /// Reads the tensors of a file.
  ///
  ///     let file = try TensorFile.load("model.safetensors")
  ///
  /// Nothing in a file can run code or use more memory than its size warrants. The only tensor of a
  /// `.npy` file gets the name `tensor`.
  ///
  /// - Parameter path: The path, ending in `.npy`, `.npz` or `.safetensors`.
  /// - Returns: The tensors, in the order of the file.
  /// - Throws: `TensorFileError` when there is no such file, or its contents are not whole or not
  ///   numbers that a tensor can hold.
  public static func load(_ path: String) throws(TensorFileError) -> TensorFile {
    let format = try FileFormat(path: path)
    let bytes = try FileContents.read(path)
    do throws(ContentError) {
      return try format.decode(bytes)
    } catch {
      throw error.inFile(path)
    }
  }

  /// Writes tensors to a file, which is then whole or not there: at no moment is it a part.
  ///
  ///     try TensorFile.save(["weights": weights, "bias": bias], to: "model.safetensors")
  ///
  /// - Parameters:
  ///   - tensors: The tensors, by name.
  ///   - path: The path, ending in `.npy`, `.npz` or `.safetensors`; a file there is replaced.
  /// - Throws: `TensorFileError` when the file cannot be written, or the format cannot hold the
  ///   tensors.
  public static func save(
    _ tensors: TensorFile, to path: String
  ) throws(TensorFileError) {
    let format = try FileFormat(path: path)
    let pieces: [FilePiece]
    do throws(ContentError) {
      pieces = try format.encode(tensors)
    } catch {
      throw error.inFile(path)
    }
    try AtomicFile.write(pieces, to: path)
  }
}

extension Tensor {
  /// Reads the only tensor of a file.
  ///
  ///     let embedding = try Tensor(contentsOf: "embedding.npy")
  ///
  /// - Parameter path: The path, ending in `.npy`, `.npz` or `.safetensors`.
  /// - Throws: `TensorFileError` as for ``TensorFile/load(_:)``, and when there is not exactly one
  ///   tensor.
  public init(contentsOf path: String) throws(TensorFileError) {
    let file = try TensorFile.load(path)
    guard file.count == 1, let tensor = file.first?.tensor else {
      throw TensorFileError(
        path: path, message: "the file holds \(file.count) tensors, not one",
        help: "TensorFile.load(path)[\"name\"] takes one of several")
    }
    self = tensor
  }

  /// Writes the tensor to a file.
  ///
  ///     try embedding.save(to: "embedding.npy")
  ///
  /// - Parameter path: The path, ending in `.npy`, `.npz` or `.safetensors`; a file there is
  ///   replaced.
  /// - Throws: `TensorFileError` when the file cannot be written.
  public func save(to path: String) throws(TensorFileError) {
    try TensorFile.save(["tensor": self], to: path)
  }
}
