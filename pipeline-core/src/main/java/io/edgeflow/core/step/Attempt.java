package io.edgeflow.core.step;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A step that has looked at its inputs and is ready to work: what its output depends on, or why it
 * is never reused, and the work itself.
 *
 * @param <O> what the work gives
 */
public final class Attempt<O> {
  private final @Nullable Reuse reuse;
  private final String reason;
  private final Supplier<O> work;
  private final UnaryOperator<O> revival;
  private final boolean known;

  private Attempt(
      @Nullable Reuse reuse,
      String reason,
      Supplier<O> work,
      UnaryOperator<O> revival,
      boolean known) {
    this.reuse = reuse;
    this.reason = reason;
    this.work = work;
    this.revival = revival;
    this.known = known;
  }

  /**
   * What an output depends on, beside the seed, the number of threads, the engines and the code.
   *
   * @param fingerprint the configuration without limits and secrets, as canonical text
   * @param inputs everything that is taken in, as texts in a fixed order
   */
  public record Reuse(String fingerprint, List<String> inputs) {
    /** Copies the list. */
    public Reuse {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * Work that is done each time.
   *
   * @param reason why, in words that {@code plan} shows
   */
  public static <O> Attempt<O> always(String reason, Supplier<O> work) {
    return new Attempt<>(null, reason, work, kept -> kept, false);
  }

  /**
   * An output that is known without work, for example because its gate is sure to block.
   *
   * @param reason in words that {@code plan} shows
   */
  public static <O> Attempt<O> known(String reason, O output) {
    return new Attempt<>(null, reason, () -> output, kept -> kept, true);
  }

  /** Work whose output is kept and reused while nothing that it depends on has changed. */
  public static <O> Attempt<O> reusing(Reuse reuse, Supplier<O> work) {
    return new Attempt<>(reuse, "", work, kept -> kept, false);
  }

  /** The same; a kept output passes through {@code revival} before it is used. */
  public Attempt<O> revivedBy(UnaryOperator<O> newRevival) {
    return new Attempt<>(reuse, reason, work, newRevival, known);
  }

  /** What the output depends on; empty when the work is done each time. */
  public Optional<Reuse> reuse() {
    return Optional.ofNullable(reuse);
  }

  /** Why the work is done each time; empty when it is not. */
  public String reason() {
    return reason;
  }

  /** Whether the output is known without work. */
  public boolean isKnown() {
    return known;
  }

  /** Does the work. */
  public O work() {
    return work.get();
  }

  /** A kept output, ready for use. */
  public O revived(O kept) {
    return revival.apply(kept);
  }
}
