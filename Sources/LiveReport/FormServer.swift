import Glibc
import LiveChannel

/// Pages with forms, served to the browsers of this machine by a program of its own, on 127.0.0.1 and under
/// an address with a secret in it.
public final class FormServer {
  /// The address to open in a browser: `http://127.0.0.1:PORT/TOKEN/`.
  public let address: String
  private let helper: HelperProcess

  /// Starts serving.
  ///
  /// - Parameter port: the port; 0 for a free one.
  /// - Throws: `LiveReportServer.StartFailure` when the port cannot be listened on.
  public init(port: UInt16 = 0) throws {
    let token = AddressToken.make()
    helper = try HelperProcess.start(port: port, token: token, mode: .forms)
    address = "http://127.0.0.1:\(helper.port)/\(token)/"
  }

  /// Answers requests one after the other, until something says that it is over.
  ///
  /// - Parameters:
  ///   - isOver: asked several times a second.
  ///   - answer: what answers a request.
  public func serve(until isOver: () -> Bool, _ answer: (PageRequest) -> PageReply) {
    while !isOver() {
      guard helper.hasRequest(within: 200) else { continue }
      guard let bytes = helper.frame(), let request = try? PageRequest(bytes) else { break }
      helper.send(answer(request).frame(to: request.number))
    }
    helper.end(within: 1)
  }
}
