import Glibc

/// Keeps two processes from fetching into one folder at once.
struct FolderLock {
  private let descriptor: Int32

  /// Waits until no other process holds the folder; throws when the user interrupts.
  ///
  /// The lock ends with the process, however that ends. A file system without locks is used without.
  init(_ folder: String, while isWanted: () -> Bool, onWaiting: () -> Void) throws {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FetchError.writing(folder, errno) }
    var hasTold = false
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
      if !hasTold { onWaiting() }
      hasTold = true
      guard isWanted() else {
        close(descriptor)
        throw FetchError.interrupted
      }
      usleep(100_000)
    }
  }

  /// Lets others in.
  func release() { close(descriptor) }
}
