extension CompletionRule {
    /// Whether the rule asks for something that a class with this progress has: a class
    /// without lessons, sessions and marks is completed by nobody's merely being in it.
    package func asksForSomething(of progress: Completion.Progress) -> Bool {
        needsLessons && !progress.lessons.isEmpty
            || attendancePercent != nil && progress.sessionsHeld > 0
            || !components.isEmpty
    }
}
