import ArchiveFiles
import Glibc
import Wire

/// What the program `practical-archiver` does.
public enum ArchiveService {
  /// Does one task: reads `input` to its end, and writes an encoded `ArchiveAnswer` to `output`.
  ///
  /// - Parameters:
  ///   - task: the task.
  ///   - input: the descriptor to read from.
  ///   - output: the descriptor to write to.
  public static func run(_ task: ArchiveTask, input: Int32, output: Int32) {
    var writer = WireWriter()
    writer.write(answer(to: task, input: input))
    var sent = 0
    writer.bytes.withUnsafeBytes { buffer in
      while sent < buffer.count {
        let count = write(output, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        sent += count
      }
    }
  }

  private static func answer(to task: ArchiveTask, input: Int32) -> ArchiveAnswer {
    do throws(ArchiveFault) {
      let bytes = try read(input, limit: task.limits.packedBytes + (task == .write ? 64 << 20 : 0))
      if task != .write { return .contents(try ArchiveReader.read(bytes, within: task.limits)) }
      return .written(try ArchiveWriter.zip(files(in: bytes)))
    } catch {
      return .fault(error)
    }
  }

  private static func files(in bytes: [UInt8]) throws(ArchiveFault) -> [ArchivedFile] {
    var reader = WireReader(bytes)
    do {
      return try reader.readList { reader throws(WireError) in try ArchivedFile(from: &reader) }
    } catch {
      throw .reader("it was not told what to pack")
    }
  }

  private static func read(_ input: Int32, limit: Int) throws(ArchiveFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(input, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .reader(String(cString: strerror(errno))) }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { throw .fileTooLarge(limit: limit) }
      bytes.append(contentsOf: chunk.prefix(count))
    }
  }
}
