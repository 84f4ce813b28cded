public import Tensors

/// Named tensors, in order, on their way to or from a file.
///
/// The ending of the path says which format it is:
///
/// | ending | format | holds |
/// | --- | --- | --- |
/// | `.npy` | NumPy's, of `numpy.save` | one tensor, without a name |
/// | `.npz` | NumPy's, of `numpy.savez` | named tensors |
/// | `.safetensors` | Hugging Face's | named tensors, and texts about them |
///
///     try TensorFile.save(["weights": weights, "bias": bias], to: "model.safetensors")
///     let file = try TensorFile.load("model.safetensors")
///     file["bias"]?.shape    // [10]
///     file.names             // ["weights", "bias"]
///
/// Scalars are written as 32-bit floats. Booleans and numbers of 8, 16, 32 and 64 bits are read,
/// too: floats of 64 bits are rounded, and a whole number that `Float` cannot hold is an error.
public struct TensorFile: Sendable, Equatable {
  /// The names, in the order of the tensors.
  public private(set) var names: [String] = []

  /// Texts about the tensors, such as the number of steps they were trained for.
  ///
  /// Only `.safetensors` has a place for them.
  public var metadata: [String: String]

  private var tensors: [Tensor] = []
  private var positions: [String: Int] = [:]

  /// Creates a collection without tensors.
  ///
  /// - Parameter metadata: Texts about the tensors.
  public init(metadata: [String: String] = [:]) { self.metadata = metadata }

  /// Creates a collection of named tensors.
  ///
  /// **Errors:** ends the program when two have one name.
  ///
  /// - Parameters:
  ///   - tensors: The names and their tensors.
  ///   - metadata: Texts about the tensors.
  public init(
    _ tensors: some Sequence<(name: String, tensor: Tensor)>, metadata: [String: String] = [:]
  ) {
    self.metadata = metadata
    for (name, tensor) in tensors { append(tensor, named: name) }
  }

  /// The tensor of a name; nil when there is none.
  ///
  /// A new name goes to the end; nil removes a tensor.
  public subscript(name: String) -> Tensor? {
    get { positions[name].map { tensors[$0] } }
    set {
      switch (positions[name], newValue) {
      case (let position?, let tensor?): tensors[position] = tensor
      case (nil, let tensor?):
        positions[name] = names.count
        names.append(name)
        tensors.append(tensor)
      case (let position?, nil):
        names.remove(at: position)
        tensors.remove(at: position)
        positions = Dictionary(
          uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
      case (nil, nil): break
      }
    }
  }

  private mutating func append(_ tensor: Tensor, named name: String) {
    if positions[name] != nil {
      fatalError(
        "\nTensorFile: two tensors are named `\(name.printable)`\n"
          + "  help:     give each tensor a name of its own, such as the path of its layer")
    }
    self[name] = tensor
  }
}

extension TensorFile: ExpressibleByDictionaryLiteral {
  /// Creates a collection from a literal such as `["weights": w, "bias": b]`, in that order.
  ///
  /// **Errors:** ends the program when two tensors have one name.
  public init(dictionaryLiteral elements: (String, Tensor)...) {
    self.init(elements.lazy.map { (name: $0.0, tensor: $0.1) })
  }
}

extension TensorFile: RandomAccessCollection {
  /// A tensor and its name.
  public typealias Element = (name: String, tensor: Tensor)

  /// The position of the first tensor: 0.
  public var startIndex: Int { 0 }

  /// The position after the last tensor: their number.
  public var endIndex: Int { names.count }

  /// The tensor at a position, with its name.
  ///
  /// **Errors:** ends the program when there is no such position.
  public subscript(position: Int) -> Element {
    if position < 0 || position >= names.count {
      fatalError(
        "\nTensorFile: there is no tensor at position \(position)\n"
          + "  expected: a position from 0 to \(names.count - 1)\n"
          + "  help:     walk over it with `for (name, tensor) in file`")
    }
    return (names[position], tensors[position])
  }
}
