import Foundation
import Tensors
import Testing

@testable import TensorFiles

@Suite("Saving and loading tensors")
struct FileTests {
  private static let formats: [FileFormat] = [.numpyArray, .numpyArchive, .safetensors]

  @Test("What is saved is loaded, bit by bit", arguments: formats)
  private func roundTrips(format: FileFormat) throws {
    var random = RandomGenerator(seed: 5)
    for rank in 0...6 {
      for _ in 0..<5 {
        let sizes = (0..<rank).map { _ in [0, 1, 1, 2, 3][random.index(below: 5)] }
        var tensor = Tensor(randomNormal: Shape(sizes), using: &random)
        for (index, scalar) in [-0.0, .nan, .infinity, 1e-45].enumerated() {
          if index < tensor.count { tensor.scalars[index] = Float(scalar) }
        }
        let file: TensorFile = ["tensor": tensor]
        let loaded = try decode(format.encode(file).joined, format)
        #expect(loaded.names == ["tensor"])
        #expect(loaded["tensor"]?.shape == tensor.shape)
        #expect(loaded["tensor"]?.bits == tensor.bits)
      }
    }
  }

  @Test("Files of several tensors keep their order, and none at all is a file too")
  func order() throws {
    let folder = try TemporaryFolder()
    for ending in ["npz", "safetensors"] {
      let path = folder("model.\(ending)")
      try TensorFile.save(["z": [1], "a": Tensor(2), "m": [[3]]], to: path)
      #expect(try TensorFile.load(path).names == ["z", "a", "m"])
      try TensorFile.save([:], to: path)
      #expect(try TensorFile.load(path).isEmpty)
    }
    let tensor: Tensor = [[1, 2]]
    try tensor.save(to: folder("x.NPY"))
    #expect(try Tensor(contentsOf: folder("x.NPY")) == tensor)
  }

  @Test("Tensors are found, replaced and removed by name")
  func subscripts() {
    var file: TensorFile = ["a": [1], "b": [2], "c": [3]]
    file["a"] = [4]
    file["b"] = nil
    file["d"] = [5]
    file["none"] = nil
    #expect(file == ["a": [4], "c": [3], "d": [5]])
    #expect(file["c"] == [3] && file["b"] == nil)
    #expect(file.map(\.name) == ["a", "c", "d"])
  }

  @Test("Saving replaces a file whole, and leaves nothing beside it")
  func replacing() throws {
    let folder = try TemporaryFolder()
    try Tensor([1]).save(to: folder("x.npy"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder("x.npy"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("link.npy"), withDestinationPath: "x.npy")
    try Tensor([2]).save(to: folder("link.npy"))
    #expect(try Tensor(contentsOf: folder("x.npy")) == [2])
    #expect(try folder.names == ["link.npy", "x.npy"])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder("x.npy"))
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder("link.npy")) == "x.npy")
  }

  @Test("A file that cannot be written stays as it was")
  func failedWrite() throws {
    let folder = try TemporaryFolder()
    let file = TensorFile(["x": Tensor([1])].map { (name: $0.key, tensor: $0.value) })
    for path in ["none/x.npz", "\(String(repeating: "a", count: 300)).npz"] {
      #expect(throws: TensorFileError.self) { try TensorFile.save(file, to: folder(path)) }
    }
    try FileManager.default.createDirectory(
      atPath: folder("folder.npz"), withIntermediateDirectories: true)
    #expect(
      text { try TensorFile.save(file, to: folder("folder.npz")) } == """
        \(folder("folder.npz")): this is not a file
          help: give the path of a file to write
        """)
    #expect(
      text { try TensorFile.save(file, to: folder("none/x.npz")) } == """
        \(folder("none/x.npz")): the file cannot be written: No such file or directory
          help: make the folder first
        """)
    #expect(try folder.names == ["folder.npz"])
  }

  @Test("A write that fails halfway leaves the old file and nothing else")
  func fullDisk() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      let folder = try TemporaryFolder()
      let path = folder("x.npy")
      try Tensor([1]).save(to: path)
      // A limit on the size of files, in a process of its own, stands in for a full disk.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do {
        try Tensor(zeros: [50_000]).save(to: path)
      } catch {
        let text = "\(error)".replacing(path, with: "x.npy")
        FileHandle.standardError.write(Data(text.utf8))
      }
      #expect(try Tensor(contentsOf: path) == [1])
      #expect(try folder.names == ["x.npy"])
    }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      errors.contains(
        """
        x.npy: the file cannot be written: File too large
          help: look at the path
        """))
  }

  @Test("A process that is killed while it saves leaves a whole file", arguments: [10, 40])
  func killed(milliseconds: Int) async throws {
    let folder = try TemporaryFolder()
    let path: String = folder("x.safetensors")
    let shape: Shape = [100, 1000]
    try TensorFile.save(["x": Tensor(zeros: shape)], to: path)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, milliseconds = milliseconds as Int] in
      Thread {
        usleep(UInt32(milliseconds) * 1000)
        kill(getpid(), SIGKILL)
      }.start()
      for value in 1... {
        try TensorFile.save(
          ["x": Tensor(repeating: Float(value), shape: [100, 1000])], to: path)
      }
    }
    let tensor = try #require(try TensorFile.load(path)["x"])
    #expect(tensor.shape == shape && tensor.min() == tensor.max())
  }

  @Test("What a format cannot hold is refused before anything is written")
  func refusals() throws {
    let folder = try TemporaryFolder()
    var file: TensorFile = ["a": [1], "b": [2]]
    #expect(
      text { try TensorFile.save(file, to: folder("x.npy")) } == """
        \(folder("x.npy")): a .npy file holds one tensor and no metadata, not 2 tensors
          help: save as .npz or .safetensors
        """)
    file.metadata = ["steps": "500"]
    #expect(
      text { try TensorFile.save(file, to: folder("x.npz")) } == """
        \(folder("x.npz")): a NumPy archive has no place for metadata
          help: save as .safetensors, or remove the metadata
        """)
    #expect(
      text { try TensorFile.save(["": [1]], to: folder("x.npz")) } == """
        \(folder("x.npz")): `` cannot be the name of an array in an archive
          help: names are not empty, have at most 1000 bytes, and none that is 0
        """)
    #expect(
      text { try TensorFile.save(["__metadata__": [1]], to: folder("x.safetensors")) } == """
        \(folder("x.safetensors")): `__metadata__` cannot be the name of a tensor
          help: the format keeps it for texts
        """)
    #expect(
      text { try TensorFile.save(file, to: folder("x.h5")) } == """
        \(folder("x.h5")): the ending of the path says no format
          help: end it with .npy for one tensor, with .npz or .safetensors for several
        """)
    #expect(
      text { try TensorFile.save(["a": [1]], to: "x.npy\0.npy") } == """
        x.npy\u{FFFD}.npy: the path contains a character 0
          help: look at how the path was put together
        """)
    #expect(try folder.names.isEmpty)
  }

  @Test("What is not there, or no file, is said")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    #expect(
      text { try TensorFile.load(folder("x.npy")) } == """
        \(folder("x.npy")): the file is missing
          help: look at the path, and at the folder that the program runs in
        """)
    try FileManager.default.createDirectory(
      atPath: folder("folder.npy"), withIntermediateDirectories: true)
    #expect(
      text { try TensorFile.load(folder("folder.npy")) } == """
        \(folder("folder.npy")): this is not a file
          help: give the path of a file with tensors
        """)
    try TensorFile.save(["a": [1], "b": [2]], to: folder("x.npz"))
    #expect(
      text { try Tensor(contentsOf: folder("x.npz")) } == """
        \(folder("x.npz")): the file holds 2 tensors, not one
          help: TensorFile.load(path)["name"] takes one of several
        """)
  }

  @Test("Two tensors of one name end the program")
  func repeatedName() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = ["a": [1], "a": [2]] as TensorFile
    }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      errors.contains(
        """
        TensorFile: two tensors are named `a`
          help:     give each tensor a name of its own, such as the path of its layer
        """))
  }

  @Test("A position that is not there ends the program")
  func position() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = (["a": [1]] as TensorFile)[1]
    }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      errors.contains(
        """
        TensorFile: there is no tensor at position 1
          expected: a position from 0 to 0
          help:     walk over it with `for (name, tensor) in file`
        """))
  }

  /// The text of the error that is thrown.
  private func text<Result>(_ body: () throws -> Result) -> String {
    do {
      _ = try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }
}
