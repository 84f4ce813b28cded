import CLinux
import CellChannel
import Glibc
import PracticalKit

/// Serves the runner until it says to stop or is gone; called by the program `practical-cell-host`.
///
/// - Parameter descriptor: the file descriptor of the channel.
/// - Returns: the exit status.
@_cdecl("practical_cell_host_main")
public func practicalCellHostMain(_ descriptor: Int32) -> Int32 {
  // Nothing that a cell starts may hold the channel or outlive the runner.
  linux_set_close_on_exec(descriptor)
  linux_set_parent_death_signal(SIGKILL)
  linux_buffer_output_by_lines()
  CrashHandler.install()
  CellRuntime.channel = FrameSocket(descriptor: descriptor)
  CellRuntime.reportFileUses()
  var host = Host(channel: FrameSocket(descriptor: descriptor))
  return host.serve()
}
