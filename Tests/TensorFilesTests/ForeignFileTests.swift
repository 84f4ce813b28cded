import CDeflate
import Tensors
import Testing

@testable import TensorFiles

/// Compiles only for two values of one type.
private func expectSameType<T>(_: T, _: T) {}

@Suite("Files of NumPy and safetensors")
struct ForeignFileTests {
  private let counting = Tensor(range: 0..<6).reshaped(to: [2, 3])

  @Test("Arrays of every type that NumPy writes", arguments: ["types.npz", "compressed.npz"])
  func archives(name: String) throws {
    let file = try TensorFile.load(Fixture.path(name))
    for kind in ["u1", "u2", "u4", "u8", "big-endian"] { #expect(file[kind] == counting) }
    for kind in ["i1", "i2", "i4", "i8", "f2", "f4", "f8", "big-endian-i8"] {
      #expect(file[kind] == counting - 3)
    }
    #expect(
      file["fractions"]?.bits
        == Tensor([1.5, -0.1, .nan, -.infinity, 5.9e-8]).bits)
    #expect(file["b1"] == [[1, 0, 1], [0, 1, 0]])
    #expect(file["fortran"] == Tensor(range: 0..<24).reshaped(to: [2, 3, 4]))
    #expect(file["number"] == Tensor(7.25))
    #expect(file["vector"] == [1, 2])
    #expect(file["empty"]?.shape == [0, 3])
    #expect(file["a/b.c"] == [0])
    #expect(file["zeros"] == (name == "types.npz" ? nil : Tensor(zeros: [100, 100])))
    #expect(file.names.prefix(3) == ["u1", "u2", "u4"])
  }

  @Test("Single arrays", arguments: ["matrix.npy", "version2.npy", "version3.npy"])
  func arrays(name: String) throws {
    #expect(try Tensor(contentsOf: Fixture.path(name)) == counting)
    #expect(try TensorFile.load(Fixture.path(name)).names == ["tensor"])
  }

  @Test("Tensors of every type that safetensors writes")
  func safetensors() throws {
    let file = try TensorFile.load(Fixture.path("types.safetensors"))
    for kind in ["F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8"] {
      #expect(file[kind] == counting - 3)
    }
    for kind in ["U64", "U32", "U16", "U8"] { #expect(file[kind] == counting) }
    #expect(file["BOOL"] == [[1, 0, 1], [0, 1, 0]])
    // As PyTorch rounds to the eight bits of bfloat16.
    #expect(file["fractions"] == [1.5, -0x1.9ap-4, 0x1.c4p127])
    #expect(file["empty"]?.shape == [0, 3])
    #expect(file["number"] == Tensor(7.25))
    #expect(
      file.metadata == [
        "made by": "safetensors", "größe": "a \"quoted\"\n\\ line: é 🙂",
      ])
  }

  private static let refusals: [(String, String, String)] = [
    (
      "refused-complex.npy", "the scalars are complex numbers (`<c8`)",
      "save the array as 32-bit floats: array.astype(\"float32\")"
    ),
    (
      "refused-objects.npy",
      "the scalars are Python objects, which can run code when they are read (`|O`)",
      "save the array as 32-bit floats: array.astype(\"float32\")"
    ),
    (
      "refused-texts.npy", "the scalars are texts (`<U1`)",
      "save the array as 32-bit floats: array.astype(\"float32\")"
    ),
    (
      "refused-records.npy", "the scalars are records with several fields",
      "save each field as an array of its own: array[\"name\"]"
    ),
    (
      "refused-large-integer.npy", "a tensor cannot hold the number 16777217, at index 1",
      "`Float` holds every whole number only up to 16777216: save smaller ones, or as floats"
    ),
    (
      "refused-large-float.npy", "a tensor cannot hold the number 1e+300, at index 0",
      "the largest `Float` is about 3.4e38: scale the numbers before saving them"
    ),
    (
      "refused-seven-axes.npy", "the shape [1, 1, 1, 1, 1, 1, 2] has 7 axes",
      "a tensor has at most 6 axes: merge neighbouring ones before saving"
    ),
    (
      "refused-torch.npz",
      "the entry `refused-torch/data.pkl` of the archive is no NumPy array",
      "only archives of numpy.savez are read; a PyTorch file is best saved again as .safetensors"
    ),
    (
      "refused.safetensors",
      "tensor `x`: the scalars are of the type `F8_E4M3`, which is not read",
      "save the tensor as 32-bit floats"
    ),
  ]

  @Test("What a tensor cannot hold is refused, with the reason", arguments: refusals.indices)
  func refused(index: Int) throws {
    let (name, message, help) = Self.refusals[index]
    let path = Fixture.path(name)
    let error = #expect(throws: TensorFileError.self) { _ = try TensorFile.load(path) }
    #expect(error?.description == "\(path): \(message)\n  help: \(help)")
  }

  @Test("What the kit writes is, byte by byte, what those libraries were shown to read")
  func writtenFiles() throws {
    let archive = try FileFormat.numpyArchive.encode(written.withoutMetadata).joined
    #expect(try archive == Fixture.bytes("written.npz"))
    let weights = TensorFile([written[0]])
    #expect(try FileFormat.numpyArray.encode(weights).joined == Fixture.bytes("written.npy"))
    let tensors = try FileFormat.safetensors.encode(written).joined
    #expect(try tensors == Fixture.bytes("written.safetensors"))
    #expect(try TensorFile.load(Fixture.path("written.safetensors")) == written)
    #expect(try TensorFile.load(Fixture.path("written.npz")) == written.withoutMetadata)
  }

  @Test("Declarations agree with the header")
  func signatures() {
    unsafe expectSameType(deflateDecode, deflate_decode)
    unsafe expectSameType(deflateChecksum, deflate_checksum)
  }
}
