import CLinux
import Glibc

/// Runs a program to its end and keeps what it prints.
struct CapturedRun: Sendable {
  /// The exit status, or 128 and the number of the signal.
  var status: Int
  /// What it printed on both streams, cut at the limit.
  var output: String

  /// Thrown when the user interrupts.
  struct Interrupted: Error {}

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - arguments: the path of the program and its arguments.
  ///   - environment: the whole environment.
  ///   - input: what it reads.
  ///   - limit: how many bytes of its output are kept.
  ///   - seconds: how long it may take before it is ended.
  ///   - stops: each of these, when raised, interrupts it.
  ///   - further: descriptors that it has beside the three usual ones.
  /// - Returns: how it ended, and what it printed.
  /// - Throws: `Interrupted`, or why the program could not be started.
  static func run(
    _ arguments: [String], environment: [String: String], input: String = "",
    limit: Int = 4 << 20, seconds: Double = 300, stops: [WakeUp] = [],
    further: [(from: Int32, to: Int32)] = []
  ) throws -> CapturedRun {
    var outputEnds: [Int32] = [-1, -1]
    var inputEnds: [Int32] = [-1, -1]
    linux_pipe(&outputEnds)
    linux_pipe(&inputEnds)
    defer { close(outputEnds[0]) }
    let child: ChildProcess
    do {
      defer {
        close(outputEnds[1])
        close(inputEnds[0])
      }
      child = try ChildProcess.start(
        arguments, environment: environment,
        descriptors: [(inputEnds[0], 0), (outputEnds[1], 1), (outputEnds[1], 2)] + further)
    }
    // Inputs are short: they fit the pipe.
    let bytes = Array(input.utf8)
    write(inputEnds[1], bytes, bytes.count)
    close(inputEnds[1])
    var collected: [UInt8] = []
    let deadline = monotonicSeconds() + seconds
    while true {
      var polled = ([outputEnds[0], Interrupt.descriptor] + stops.map(\.descriptor)).map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let rest = deadline - monotonicSeconds()
      poll(&polled, nfds_t(polled.count), Int32(max(0, rest * 1000)))
      let isStopped = Interrupt.isRaised || stops.contains { $0.isRaised }
      if isStopped || rest <= 0 {
        child.end()
        let status = child.wait()
        if isStopped { throw Interrupted() }
        return CapturedRun(status: status, output: String(decoding: collected, as: UTF8.self))
      }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(outputEnds[0], &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      if collected.count < limit { collected.append(contentsOf: buffer.prefix(count)) }
    }
    return CapturedRun(
      status: child.wait(), output: String(decoding: collected, as: UTF8.self))
  }
}

extension CapturedRun {
  /// Runs programs one after the other up to the first that fails, in a sandbox where there is one.
  ///
  /// - Parameters:
  ///   - programs: for each one its path and its arguments; without a sandbox there can be one only.
  ///   - confinement: the sandbox, or nil to run it as it is.
  ///   - host: the program that is the first one in the sandbox.
  ///   - view: what it sees of the file system.
  ///   - limits: how much it may use.
  ///   - seconds: how long they may take together before they are ended.
  ///   - stops: each of these, when raised, interrupts it.
  /// - Returns: how the last of them ended, and what they printed.
  /// - Throws: `Interrupted`, or why the program could not be started.
  static func run(
    _ programs: [[String]], confinement: Confinement?, host: String,
    view: @autoclosure () -> Confinement.View, limits: Confinement.Limits = .compiler,
    seconds: Double = 300, stops: [WakeUp] = []
  ) throws -> CapturedRun {
    guard let confinement else {
      return try run(
        programs[0], environment: ChildProcess.inheritedEnvironment(), seconds: seconds,
        stops: stops)
    }
    let filter = SystemCallFilter.open()
    defer { close(filter) }
    return try run(
      confinement.command(host: host, view: view(), limits: limits),
      environment: confinement.environment(programs, limits: limits), seconds: seconds,
      stops: stops, further: [(filter, Confinement.filterDescriptor)])
  }
}

extension Confinement.Limits {
  /// What the compiler may use on one group of cells.
  static var compiler: Confinement.Limits {
    var limits = Confinement.Limits()
    limits.processorSeconds = 40
    limits.processes = 512
    limits.privateBytes = 4 << 30
    return limits
  }
}

/// The seconds of a clock that never goes back.
func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
