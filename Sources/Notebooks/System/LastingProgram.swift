import CLinux
import Glibc

/// A program that is told what to do in lines, and says with a line that something is done.
public final class LastingProgram {
  /// The line that says so.
  public static let done = "done"

  /// What the program answers.
  enum Answer: Sendable, Equatable {
    case done
    /// It has ended, or was ended because it took too long.
    case ended(WorkerPool.Ending)
  }

  private let child: ChildProcess
  private let input: Int32
  private let output: Int32
  /// The end of what it wrote since the last answer.
  private var collected: [UInt8] = []
  private var hasEnded = false

  /// The most bytes of what it writes that are kept.
  private static let limit = 1 << 16

  /// Starts the program.
  ///
  /// - Parameter arguments: its path and its arguments.
  /// - Throws: why it could not be started.
  init(_ arguments: [String]) throws(ChildProcess.StartFailure) {
    var inputEnds: [Int32] = [-1, -1]
    var outputEnds: [Int32] = [-1, -1]
    guard linux_pipe(&inputEnds) == 0, linux_pipe(&outputEnds) == 0 else {
      for end in inputEnds + outputEnds { close(end) }
      throw ChildProcess.StartFailure(
        program: arguments[0], reason: String(cString: strerror(errno)))
    }
    input = inputEnds[1]
    output = outputEnds[0]
    defer {
      close(inputEnds[0])
      close(outputEnds[1])
    }
    do throws(ChildProcess.StartFailure) {
      child = try ChildProcess.start(
        arguments, environment: ChildProcess.inheritedEnvironment(),
        descriptors: [(inputEnds[0], 0), (outputEnds[1], 1), (outputEnds[1], 2)])
    } catch {
      close(inputEnds[1])
      close(outputEnds[0])
      throw error
    }
  }

  deinit {
    close(input)
    close(output)
  }

  /// Tells it what to do. When it is gone, the next answer says so.
  func tell(_ line: String) {
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Waits for its next answer; a program that has ended is not asked again.
  ///
  /// - Parameter seconds: how long that may take before the program is ended.
  /// - Returns: the answer.
  /// - Throws: `CapturedRun.Interrupted` when the user interrupts; the program is ended then.
  func answer(within seconds: Double) throws(CapturedRun.Interrupted) -> Answer {
    let deadline = monotonicSeconds() + seconds
    while !takeLine() {
      var polled = [output, Interrupt.descriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let rest = deadline - monotonicSeconds()
      poll(&polled, nfds_t(polled.count), Int32(max(0, rest * 1000)))
      if Interrupt.isRaised || rest <= 0 {
        let ending = end()
        if Interrupt.isRaised { throw CapturedRun.Interrupted() }
        return .ended(ending)
      }
      guard polled[0].revents != 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 1 << 12)
      let count = read(output, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return .ended(waitForEnd()) }
      collected.append(contentsOf: buffer.prefix(count))
      // The end is kept: there stands the line that says that something is done.
      collected.removeFirst(max(0, collected.count - Self.limit))
    }
    return .done
  }

  /// Takes the line that says that something is done out of what was written, with what stands before it.
  private func takeLine() -> Bool {
    let line = Array(Self.done.utf8) + [UInt8(ascii: "\n")]
    var start = collected.startIndex
    while let end = collected[start...].firstIndex(of: UInt8(ascii: "\n")) {
      if collected[start...end].elementsEqual(line) {
        collected.removeSubrange(...end)
        return true
      }
      start = end + 1
    }
    return false
  }

  /// Ends it.
  @discardableResult
  func end() -> WorkerPool.Ending {
    if !hasEnded { child.end() }
    return waitForEnd()
  }

  private func waitForEnd() -> WorkerPool.Ending {
    let status = hasEnded ? -1 : child.wait()
    hasEnded = true
    return WorkerPool.Ending(status: status, output: String(decoding: collected, as: UTF8.self))
  }
}
