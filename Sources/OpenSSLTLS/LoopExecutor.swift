package import NIOCore

/// Runs a connection's tasks on its event loop: a request goes from the socket to its
/// handler and back without changing threads, which costs more than a short answer does.
/// A client's answers go to who asked in the same way.
///
/// What computes for long must leave it (`withTaskExecutorPreference`), for all
/// connections of the loop wait meanwhile.
package final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    package init(_ loop: any EventLoop) { self.loop = loop }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
