import CellChannel
import Glibc
import Plots
import Wire

/// Runs one cell in the host and gathers what comes back.
struct CellRun {
  /// What is known when the cell has ended.
  struct Outcome {
    var seconds = 0.0
    var peakMemory = 0
    var output = CellOutput()
    /// How the cell's process ended, when it did before the cell.
    var end: ProcessEnd?
    /// Why, as the process told it.
    var failure: CellFailure?
    var ledger = CheckLedger()
    /// Failures of checks, which say what is not implemented.
    var checkFailures: [CellFailure] = []
    /// The process that ran the cell.
    var processID: Int?
    /// The kernels of the linear algebra, where modules were loaded for the cell.
    var kernels: String?
    /// Why a module could not be loaded.
    var loadFailure: String?
    /// Whether its process ended before what it needs was loaded.
    var isUnloadable = false
    /// The files that it used through the kit.
    var files = FileLedger()
    /// Whether the host and all its copies are gone.
    var isHostLost = false
    /// Whether the user, or whoever raised the wake-up, broke the cell off.
    var isInterrupted = false
    /// Whether the cell ran to its end.
    var isComplete: Bool { end == nil && !isHostLost && !isInterrupted && loadFailure == nil }
  }

  let host: HostProcess
  let invocation: CellInvocation
  let timeout: Double
  let memoryLimit: Int
  let notify: (RunEvent) -> Void
  /// Breaks the cell off when it is raised.
  var wakeUp: WakeUp?
  /// Says what is known of the place of a trap in a check.
  let explainTrap: (CellFailure) -> String?
  /// Called with each figure; returns the path under which it is to be written.
  let keepFigure: (Figure) -> String?

  private var outcome = Outcome()
  private var processID: Int?
  private var deadline = 0.0
  private var stoppedAt: Double?
  /// When the processes of a sandbox are counted next.
  private var nextCount = 0.0
  private var stopReason: CellFailure.Kind?
  private var isEnded = false
  private var assembler = FrameAssembler()
  private var splitter = FigureMarker.Splitter()
  /// Figures that came over the channel and whose place in the output has not come yet.
  private var figuresToShow: [(figure: Figure, path: String)] = []
  private var isReadingOutput = false

  init(
    host: HostProcess, invocation: CellInvocation, timeout: Double, memoryLimit: Int,
    notify: @escaping (RunEvent) -> Void, explainTrap: @escaping (CellFailure) -> String?,
    keepFigure: @escaping (Figure) -> String?
  ) {
    self.explainTrap = explainTrap
    self.host = host
    self.invocation = invocation
    self.timeout = timeout
    self.memoryLimit = memoryLimit
    self.notify = notify
    self.keepFigure = keepFigure
  }

  /// Runs the cell to its end, whatever that is.
  mutating func run() -> Outcome {
    guard host.channel.send(HostCommand.run(invocation)) else {
      outcome.isHostLost = true
      return outcome
    }
    let start = monotonicSeconds()
    deadline = start + timeout
    while !isEnded {
      waitForNews()
      if Interrupt.isRaised || wakeUp?.isRaised ?? false {
        outcome.isInterrupted = true
        break
      }
      readOutput()
      readChannel()
      if !isEnded { keepWithinBounds() }
    }
    readOutput()
    show(outcome.output.append(splitter.finish()[...]))
    show(outcome.output.finish())
    while !figuresToShow.isEmpty { showNextFigure() }
    if outcome.end != nil || outcome.isHostLost { outcome.seconds = monotonicSeconds() - start }
    if let stopReason, outcome.failure == nil, outcome.end != nil || outcome.isHostLost {
      outcome.failure = CellFailure(kind: stopReason, message: "", line: 0)
    }
    return outcome
  }

  private func waitForNews() {
    let descriptors = [
      host.channel.descriptor, host.output, host.errors, Interrupt.descriptor,
      wakeUp?.descriptor ?? -1,
    ]
    var polled = descriptors.map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    // Half of this is the longest that a cell can hold too much memory without being noticed.
    poll(&polled, nfds_t(polled.count), 20)
  }

  private mutating func readOutput() {
    // A marker in the output has the channel read, and what comes there may want the output.
    guard !isReadingOutput else { return }
    isReadingOutput = true
    defer { isReadingOutput = false }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    for descriptor in [host.output, host.errors] {
      // A cell that prints without end must not keep the runner from its other duties.
      for _ in 0..<64 {
        let count = read(descriptor, &buffer, buffer.count)
        if count <= 0 { break }
        if descriptor == host.errors {
          show(outcome.output.appendErrors(buffer.prefix(count)))
          continue
        }
        for piece in splitter.split(buffer.prefix(count)) {
          switch piece {
          case .text(let bytes): show(outcome.output.append(bytes[...]))
          case .figure:
            if figuresToShow.isEmpty { readChannel() }
            showNextFigure()
          }
        }
      }
    }
  }

  private func show(_ text: String) {
    if !text.isEmpty { notify(.output(ModuleNames.removed(from: text))) }
  }

  private mutating func showNextFigure() {
    guard !figuresToShow.isEmpty else { return }
    let (figure, path) = figuresToShow.removeFirst()
    notify(.figure(figure, path: path))
  }

  private mutating func readChannel() {
    for _ in 0..<4096 where !isEnded {
      let (packet, process) = host.receive()
      switch packet {
      case .none: return
      case .closed:
        outcome.isHostLost = true
        isEnded = true
      case .part(let sender, let isLast, let bytes):
        guard let frame = assembler.append(bytes, from: sender, isLast: isLast) else { continue }
        var reader = WireReader(frame)
        // What cannot be read was not sent by the kit; the cell gains nothing by it.
        if let event = try? CellEvent(from: &reader) { handle(event, from: process) }
      }
    }
  }

  private mutating func handle(_ event: CellEvent, from process: Int) {
    switch event {
    case .identified: break
    case .loaded(let kernels): if outcome.kernels == nil { outcome.kernels = kernels }
    case .loadFailed(let reason): if outcome.loadFailure == nil { outcome.loadFailure = reason }
    case .cellStarted:
      if processID == nil, process > 1 {
        processID = process
        outcome.processID = process
      }
    case .cellFinished(let seconds, let peakMemory):
      outcome.seconds = seconds.isFinite ? max(0, seconds) : 0
      outcome.peakMemory = max(0, peakMemory)
      isEnded = true
    case .cellDied(let end):
      outcome.end = end
      isEnded = true
    case .failure(let failure):
      if outcome.ledger.isEvaluating {
        outcome.checkFailures.append(failure)
        readOutput()
        // Where there are no words for it, the way in which its process ends has to do.
        if let reason = FailureText.reason(
          of: failure, output: outcome.output, trap: explainTrap(failure))
        {
          outcome.ledger.fail(reason)
        }
      } else if outcome.failure == nil {
        outcome.failure = failure
      }
    case .figure(let figure):
      if let path = keepFigure(figure) { figuresToShow.append((figure, path)) }
    case .progress(let report): notify(.progress(report))
    case .fileUsed(let use): outcome.files.note(use)
    case .checkStarted(let report):
      // Each check has the cell's time for itself; the host ends the check when that is over.
      if outcome.ledger.entries.count < CheckLedger.maximumCount {
        deadline = monotonicSeconds() + timeout + 1
      }
      outcome.ledger.start(report)
    case .checkObserved(let name, let value): outcome.ledger.observe(name, value)
    case .checkDied(_, let end):
      // A check that has its value, or said itself why not, has ended already.
      outcome.ledger.fail(FailureText.reason(of: end, timeout: timeout))
    }
  }

  /// Ends a cell that takes too long or too much: first asking where it is, then by force.
  private mutating func keepWithinBounds() {
    let now = monotonicSeconds()
    if let stoppedAt {
      if now > stoppedAt + 15 {
        // Neither the cell nor its snapshot answers, on a machine however busy.
        outcome.isHostLost = true
        isEnded = true
      } else if now > stoppedAt + 1 {
        killCell()
      }
      return
    }
    if now > deadline {
      stop(.timeout, with: SIGXCPU, at: now)
    } else if let processID, ResidentMemory.bytes(of: processID) > memoryLimit {
      stop(.memory, with: SIGUSR2, at: now)
    } else if host.isConfined, now >= nextCount {
      // Reading the list of processes takes longer than reading what a cell prints without end.
      nextCount = now + 0.01
      keepSandboxWithinBounds(at: now)
    }
  }

  /// The most processes that a sandbox may hold.
  private static let maximumProcesses = 100

  /// Sees to what the processes of a sandbox hold together.
  private mutating func keepSandboxWithinBounds(at now: Double) {
    let members = host.members(limit: Self.maximumProcesses)
    if members.count > Self.maximumProcesses {
      host.stop()
      outcome.failure = CellFailure(
        kind: .trap, message: "more than \(Self.maximumProcesses) processes were started", line: 0)
      outcome.isHostLost = true
      isEnded = true
      return
    }
    // The snapshot, the cell and a check share most of their pages.
    let resident = members.reduce(0) { $0 + ResidentMemory.bytes(of: $1) }
    guard resident > memoryLimit else { return }
    if members.reduce(0, { $0 + ResidentMemory.ownShare(of: $1) }) > memoryLimit {
      stop(.memory, with: SIGUSR2, at: now)
    }
  }

  private mutating func stop(_ reason: CellFailure.Kind, with signal: Int32, at now: Double) {
    stoppedAt = now
    stopReason = reason
    guard let processID, isStillInside(processID) else { return }
    kill(pid_t(processID), signal)
  }

  /// Whether a number is still that of a process in the sandbox, and not one that the system gave to another
  /// since.
  private func isStillInside(_ process: Int) -> Bool {
    !host.isConfined || host.members(limit: 10 * Self.maximumProcesses).contains(process)
  }

  private func killCell() {
    guard let processID, isStillInside(processID) else { return }
    kill(-pid_t(processID), SIGKILL)
    kill(pid_t(processID), SIGKILL)
  }
}
