package io.edgeflow.core.step;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.edgeflow.core.config.Section;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
  private final String source;
  private final Supplier<O> work;
  private final Function<O, Optional<O>> revival;

  private Attempt(
      @Nullable Reuse reuse,
      String reason,
      String source,
      Supplier<O> work,
      Function<O, Optional<O>> revival) {
    this.reuse = reuse;
    this.reason = reason;
    this.source = source;
    this.work = work;
    this.revival = revival;
  }

  /**
   * What an output depends on, beside the seed, the number of threads, the engines and the code.
   *
   * @param sections of the configuration: the step's own and those that it takes from; marked keys
   *     do not count, and the code of the providers chosen in them does
   * @param inputs everything that is taken in, as texts in a fixed order
   */
  public record Reuse(List<Section> sections, List<String> inputs) {
    /** Copies the lists. */
    public Reuse {
      sections = List.copyOf(sections);
      inputs = List.copyOf(inputs);
    }

    /** What the output depends on of the sections, as canonical JSON. */
    public String fingerprint() {
      return sections.stream().map(Section::fingerprint).collect(joining(",", "[", "]"));
    }

    /** The classes of the providers chosen in the sections. */
    public Set<Class<?>> providers() {
      return sections.stream()
          .flatMap(section -> section.providers().stream())
          .collect(toUnmodifiableSet());
    }
  }

  /**
   * Work that is done each time.
   *
   * @param reason why, in words that {@code plan} shows
   */
  public static <O> Attempt<O> always(String reason, Supplier<O> work) {
    return new Attempt<>(null, reason, "", work, Optional::of);
  }

  /** Work whose output is kept and reused while nothing that it depends on has changed. */
  public static <O> Attempt<O> reusing(Reuse reuse, Supplier<O> work) {
    return new Attempt<>(reuse, "", "", work, Optional::of);
  }

  /** The same; a kept output passes through {@code revival} before it is used. */
  public Attempt<O> revivedBy(UnaryOperator<O> newRevival) {
    return new Attempt<>(reuse, reason, source, work, kept -> Optional.of(newRevival.apply(kept)));
  }

  /**
   * The same; a kept output is used as {@code newRevival} gives it, and made anew where that is
   * empty.
   */
  public Attempt<O> revivedIf(Function<O, Optional<O>> newRevival) {
    return new Attempt<>(reuse, reason, source, work, newRevival);
  }

  /**
   * The same, which says what it starts from.
   *
   * @param newSource in words that {@code plan} shows; empty for nothing that is not told elsewhere
   */
  public Attempt<O> from(String newSource) {
    return new Attempt<>(reuse, reason, newSource, work, revival);
  }

  /** What it starts from; empty where that is told elsewhere. */
  public String source() {
    return source;
  }

  /** What the output depends on; empty when the work is done each time. */
  public Optional<Reuse> reuse() {
    return Optional.ofNullable(reuse);
  }

  /** Why the work is done each time; empty when it is not. */
  public String reason() {
    return reason;
  }

  /** Does the work. */
  public O work() {
    return work.get();
  }

  /** A kept output, ready for use; empty when it has to be made anew. */
  public Optional<O> revived(O kept) {
    return revival.apply(kept);
  }
}
