package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Provider;
import io.edgeflow.core.config.Providers;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Set;

/**
 * A kind of network that can be trained: what it gives, what it takes, its own keys and how it is
 * built. One of a user's own is a public class with a constructor without parameters, named in
 * {@code META-INF/services/io.edgeflow.train.architecture.Architecture}. Stateless; loads no
 * engine.
 *
 * <pre>{@code
 * public final class LinearModel implements Architecture {
 *   private static final FieldTable NO_KEYS = FieldTable.of();
 *
 *   public String id() { return "linear"; }
 *   public String description() { return "one linear layer; values of vectors"; }
 *   public FieldTable fields() { return NO_KEYS; }
 *   public Set<OutputKind> outputs() { return Set.of(OutputKind.VALUES); }
 *   public Set<FeatureKind> samples() { return Set.of(FeatureKind.VECTOR); }
 *   public ModelGraph untrained(Blueprint blueprint) {
 *     int features = blueprint.input().size();
 *     return blueprint.end(
 *         blueprint
 *             .start(id())
 *             .apply("fc", new Linear(), blueprint.weights().uniform(blueprint.outputs(), features)));
 *   }
 * }
 * }</pre>
 *
 * @see Network
 */
public interface Architecture extends Provider {
  /** Those on the class path. */
  Providers<Architecture> ALL = Providers.of(Architecture.class);

  /** The kinds of output that the network can give, at least one. */
  Set<OutputKind> outputs();

  /** The kinds of samples that it takes, at least one. */
  Set<FeatureKind> samples();

  /**
   * The network with untrained weights; equal blueprints give equal weights on every machine, bit
   * for bit. It is asked only for outputs and samples that it has named; use {@link Network} to
   * have that checked.
   *
   * @throws io.edgeflow.core.error.PipelineException if a sample's size does not suit the network
   */
  ModelGraph untrained(Blueprint blueprint);

  /**
   * Whether {@link #untrained} heeds {@link Blueprint#ratio}, so that a student of this
   * architecture can be narrower than its teacher. One that does not has no students.
   */
  default boolean narrows() {
    return false;
  }

  /** Adds to {@code problems} the keys of this architecture that contradict each other. */
  default void refuseContradictions(Section parameters, Problems problems) {
    // A key's own range is checked by its field; most architectures have no other rule.
  }

  /** Whether the network can give this kind of output. */
  default boolean supports(OutputKind output) {
    return outputs().contains(output);
  }

  /** The ids of those that can give a kind of output, in order. */
  static List<String> idsFor(OutputKind output) {
    return ALL.all().values().stream().filter(a -> a.supports(output)).map(Provider::id).toList();
  }
}
