/**
 * Runs work without cdktf's creation stacks. cdktf records a whole stack trace for every token that it creates, which
 * is more than half of the time of a synthesis, and uses one only to explain a token that it can't resolve. If the work
 * fails, it is repeated with them, so that the error shows its origin; work must be repeatable.
 */
export function withoutCreationStacks<Result>(work: () => Result): Result {
  const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  const restore = () => {
    if (limit) Object.defineProperty(Error, "stackTraceLimit", limit);
  };
  // cdktf sets the limit itself; V8 records nothing while the property is an accessor.
  Object.defineProperty(Error, "stackTraceLimit", { get: () => 0, set: () => {}, configurable: true });
  try {
    return work();
  } catch {
    restore();
    return work();
  } finally {
    restore();
  }
}
