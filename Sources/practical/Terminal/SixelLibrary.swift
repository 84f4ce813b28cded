import Foundation

/// libsixel, where it is installed: it turns a PNG file into sixels.
///
/// Few terminals need it, so it is looked for when one does, and is no condition of the build.
struct SixelLibrary: Equatable, @unchecked Sendable {
  private typealias Make =
    @convention(c) (
      UnsafeMutablePointer<OpaquePointer?>, OpaquePointer?
    ) -> Int32
  private typealias SetOption =
    @convention(c) (OpaquePointer?, Int32, UnsafePointer<CChar>) ->
    Int32
  private typealias Encode = @convention(c) (OpaquePointer?, UnsafePointer<CChar>) -> Int32
  private typealias Release = @convention(c) (OpaquePointer?) -> Void

  // A handle of the dynamic linker, never closed, and safe to use from any thread.
  private let handle: UnsafeMutableRawPointer

  /// Opens the library; nil when it is not installed.
  static func load() -> SixelLibrary? {
    dlopen("libsixel.so.1", RTLD_NOW | RTLD_LOCAL).map { SixelLibrary(handle: $0) }
  }

  /// The sixels of a PNG file, so many pixels wide; nil when that fails.
  func encode(path: String, width: Int) -> String? {
    guard let make = function("sixel_encoder_new", as: Make.self),
      let setOption = function("sixel_encoder_setopt", as: SetOption.self),
      let encode = function("sixel_encoder_encode", as: Encode.self),
      let release = function("sixel_encoder_unref", as: Release.self)
    else { return nil }
    let output = FileManager.default.temporaryDirectory.path + "/practical-\(UUID().uuidString).six"
    defer { unlink(output) }
    var encoder: OpaquePointer?
    guard make(&encoder, nil) == 0 else { return nil }
    defer { release(encoder) }
    let options = [("o", output), ("w", "\(max(1, width))")]
    for (name, value) in options {
      guard let letter = name.utf8.first, setOption(encoder, Int32(letter), value) == 0 else {
        return nil
      }
    }
    guard encode(encoder, path) == 0 else { return nil }
    return FileManager.default.contents(atPath: output).flatMap {
      $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self)
    }
  }

  private func function<Function>(_ name: String, as type: Function.Type) -> Function? {
    dlsym(handle, name).map { unsafeBitCast($0, to: type) }
  }
}
