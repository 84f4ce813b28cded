import Foundation
import Glibc
import Synchronization

/// The two pipes to a browser, and who waits for which answer.
final class BrowserLink: Sendable {
  /// An event of the browser.
  struct Event: @unchecked Sendable {
    var method: String
    var session: String?
    /// JSON, read once and not changed.
    var parameters: [String: Any]
  }

  private struct Reply: @unchecked Sendable {
    var result: Result<[String: Any], Browser.Failure>
  }

  private struct State {
    var lastCall = 0
    var waiting: [Int: CheckedContinuation<Reply, Never>] = [:]
    var events: [Event] = []
    var isClosed = false
  }

  private let writes: Int32
  private let state = Mutex(State())

  /// Takes over two descriptors.
  init(reads: Int32, writes: Int32) {
    self.writes = writes
    // A thread of its own: it waits in the kernel.
    let reader = Thread { [weak self] in
      var pending: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(reads, &buffer, buffer.count)
        guard count > 0 else { break }
        pending += buffer[..<count]
        while let end = pending.firstIndex(of: 0) {
          self?.take(Data(pending[..<end]))
          pending.removeSubrange(...end)
        }
      }
      close(reads)
      self?.fail()
    }
    reader.start()
  }

  deinit { close(writes) }

  /// The events so far, oldest first.
  var events: [Event] { state.withLock { $0.events } }

  /// Asks the browser for something.
  func call(
    _ method: String, _ parameters: [String: Any] = [:], session: String? = nil
  ) async throws -> [String: Any] {
    let number = state.withLock { state in
      state.lastCall += 1
      return state.lastCall
    }
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    message["sessionId"] = session
    let data = try JSONSerialization.data(withJSONObject: message) + [0]
    let reply: Reply = await withCheckedContinuation { continuation in
      let isClosed = state.withLock { state in
        if !state.isClosed { state.waiting[number] = continuation }
        return state.isClosed
      }
      if isClosed {
        continuation.resume(
          returning: Reply(result: .failure(.init(description: "the browser is gone"))))
      } else {
        send(data)
      }
    }
    return try reply.result.get()
  }

  private func send(_ data: Data) {
    data.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = write(writes, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
        if count <= 0 { return }
        sent += count
      }
    }
  }

  private func take(_ data: Data) {
    guard let message = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      return
    }
    if let number = message["id"] as? Int {
      let waiting = state.withLock { $0.waiting.removeValue(forKey: number) }
      if let error = message["error"] as? [String: Any] {
        let words = error["message"] as? String ?? "unknown error"
        waiting?.resume(returning: Reply(result: .failure(.init(description: words))))
      } else {
        let result = message["result"] as? [String: Any] ?? [:]
        waiting?.resume(returning: Reply(result: .success(result)))
      }
    } else if let method = message["method"] as? String {
      let event = Event(
        method: method, session: message["sessionId"] as? String,
        parameters: message["params"] as? [String: Any] ?? [:])
      state.withLock { $0.events.append(event) }
    }
  }

  private func fail() {
    let waiting = state.withLock { state in
      defer { state.waiting = [:] }
      state.isClosed = true
      return state.waiting.values
    }
    for continuation in waiting {
      continuation.resume(
        returning: Reply(result: .failure(.init(description: "the browser is gone"))))
    }
  }
}
