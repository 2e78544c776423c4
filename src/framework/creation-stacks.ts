/**
 * Does the work without cdktf's creation stacks. cdktf records a whole stack trace for every token that it makes, which
 * is more than half of the time of a synthesis, and reads one only to explain a token that it can't resolve. When the
 * work fails, it is done once more with them, so that the error says where it comes from; work has to be repeatable.
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
