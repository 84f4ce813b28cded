// The C functions that set how a thread treats denormal numbers; see Kernels.swift for why they are
// declared by hand.

@_extern(c, "kernels_flush_denormals")
internal func kernelsFlushDenormals() -> UInt32

@_extern(c, "kernels_restore_denormals")
internal func kernelsRestoreDenormals(_ before: UInt32)

@_extern(c, "kernels_denormals_are_flushed")
internal func kernelsDenormalsAreFlushed() -> Bool
