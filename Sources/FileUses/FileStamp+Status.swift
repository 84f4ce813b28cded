public import Glibc

extension FileStamp {
  /// The stamp in what the system says of a file.
  public init(_ status: stat) {
    func nanoseconds(_ time: timespec) -> Int {
      // A damaged file system can give any number of seconds.
      let (whole, isTooLarge) = time.tv_sec.multipliedReportingOverflow(by: 1_000_000_000)
      return isTooLarge ? time.tv_sec : whole &+ time.tv_nsec
    }
    self.init(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int(status.st_size),
      modified: nanoseconds(status.st_mtim), changed: nanoseconds(status.st_ctim))
  }
}
