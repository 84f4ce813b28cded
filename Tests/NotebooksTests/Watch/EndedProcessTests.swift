import Foundation
import Glibc
import Testing

@testable import Notebooks

extension SessionTests {
  /// What a session makes of processes that are ended, by cells or from outside.
  @Suite("Processes of a session that are ended", .serialized)
  struct EndedProcessTests {
    private static func practical(_ cells: String...) -> String {
      cells.enumerated().map { "```swift {#c\($0) .cell}\n\($1)\n```\n" }.joined(separator: "\n")
    }

    @Test func aCellThatEndsTheStateBeforeItIsTheLastAsInAFreshRun() throws {
      let bench = try WatchBench()
      for print in ["print(1)", "print(2)"] {
        let text = Self.practical("var x = 1", "kill(getppid(), SIGKILL); sleep(60)", print, "x")
        #expect(try bench.watched(text) == bench.fresh(text))
      }
    }

    @Test func whatWasEndedFromOutsideRunsAgain() throws {
      let bench = try WatchBench()
      let first = Self.practical("var x = 1", "print(x)", "print(x)")
      _ = try bench.watched(first)
      let file = bench.folder.appending(path: "go").path
      let wait = "while access(\"\(file)\", F_OK) != 0 { usleep(1000) }; print(x)"
      let text = Self.practical("var x = 1", wait, "print(x)")
      let disturbed = try bench.watchedWhileCellsAreEnded(text)
      // Each attempt was ended, so it counted as the cell's fault.
      #expect(disturbed.cells[1].error?.kind == .trap)
      #expect(FileManager.default.createFile(atPath: file, contents: nil))
      #expect(try bench.watched(text) == bench.fresh(text))
    }

    @Test func breakingACellOffKeepsTheStatesBeforeIt() throws {
      let bench = try WatchBench()
      _ = try bench.watched(Self.practical("var x = 1", "x += 1", "print(x)"))
      let states = bench.session.processIDs
      #expect(states.count == 4)
      let endless = try bench.practical(
        Self.practical("var x = 1", "x += 1", "while x > 0 { x |= 1 }"))
      let mended = Self.practical("var x = 1", "x += 1", "print(x + 1)")
      let next = try bench.practical(mended)
      var isBrokenOff = false
      let outcome = try bench.session.update(to: endless) { event in
        guard case .cellStarted = event else { return }
        isBrokenOff = true
        // Some time into the cell.
        Thread { [session = Unchecked(bench.session)] in
          usleep(300_000)
          session.value.makeWay(for: next)
        }.start()
      }
      #expect(isBrokenOff && outcome.isInterrupted)
      #expect(try bench.watched(mended) == bench.fresh(mended))
      // The same processes: nothing had to run again.
      #expect(bench.session.processIDs.prefix(3) == states.prefix(3))
    }
  }
}
