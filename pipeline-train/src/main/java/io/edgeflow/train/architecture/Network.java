package io.edgeflow.train.architecture;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Provider;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An architecture with its parameters: what a configuration names and a trainer builds. Immutable;
 * equal when architecture, parameters and ratio are.
 *
 * <pre>{@code
 * Network narrow = Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, 0.25));
 * ModelGraph graph = narrow.untrained(input, target, seed, preprocessing);
 * }</pre>
 */
public final class Network {
  private static final String TYPE_KEY = "model_training.model.type";

  private final Architecture architecture;
  private final Section parameters;
  private final double ratio;

  private Network(Architecture architecture, Section parameters, double ratio) {
    this.architecture = architecture;
    this.parameters = parameters;
    this.ratio = ratio;
  }

  /**
   * A network as it is configured.
   *
   * @param parameters a checked section that has the architecture's keys, beside others or alone
   */
  public static Network of(Architecture architecture, Section parameters) {
    return new Network(architecture, parameters, 1);
  }

  /** A network with the architecture's own defaults. */
  public static Network of(Architecture architecture) {
    return of(architecture, keys -> {});
  }

  /**
   * A network with some of the architecture's keys set.
   *
   * @throws PipelineException of kind CONFIG, naming every problem of a value
   */
  public static Network of(Architecture architecture, Consumer<ConfigBuilder<Section>> keys) {
    ConfigBuilder<Section> builder =
        architecture
            .fields()
            .builder(
                (section, problems) -> {
                  architecture.refuseContradictions(section, problems);
                  return section;
                });
    keys.accept(builder);
    return of(architecture, builder.build());
  }

  /** The kind of network. */
  public Architecture architecture() {
    return architecture;
  }

  /** The values of the architecture's keys, by name; those without a value are left out. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new TreeMap<>();
    for (Field<?> field : architecture.fields().fields()) {
      parameters.find(field).ifPresent(value -> settings.put(field.name(), value));
    }
    return settings;
  }

  /**
   * The same network with fewer channels or features in its layers, for a student.
   *
   * @param factor above 0 and up to 1; on the size of every layer but the first and the last
   * @throws PipelineException of kind CONFIG if the architecture {@linkplain Architecture#narrows
   *     does not narrow}
   */
  public Network narrowed(double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("A network cannot be narrowed by " + factor);
    }
    if (!architecture.narrows()) {
      throw PipelineException.config("The network " + architecture.id() + " cannot be narrower")
          .where(TYPE_KEY)
          .remedy("choose another network, or train no student of it")
          .build();
    }
    return new Network(architecture, parameters, ratio * factor);
  }

  /**
   * The network with untrained weights; equal seeds give equal weights on every machine.
   *
   * @param input what a sample is; dense networks flatten images in the graph's logical order
   * @param target classes are at least two
   * @param preprocessing from a raw row to the input; null when unknown
   * @throws PipelineException if the architecture cannot take such samples or give such an output,
   *     or the image is too small
   */
  public ModelGraph untrained(
      FeatureSpec input, Target target, long seed, @Nullable Preprocessing preprocessing) {
    Set<OutputKind> outputs = architecture.outputs();
    if (!outputs.contains(target.output())) {
      String found = target.output().id();
      throw refused("give this output", found, ids(outputs, OutputKind::id), input, target);
    }
    Set<FeatureKind> samples = architecture.samples();
    if (!samples.contains(input.kind())) {
      throw refused("take such samples", input, ids(samples, FeatureKind::id), input, target);
    }
    return architecture.untrained(
        new Blueprint(input, target, parameters, ratio, seed, preprocessing));
  }

  private PipelineException refused(
      String what, Object found, String limit, FeatureSpec input, Target target) {
    String others =
        Architecture.ALL.all().values().stream()
            .filter(other -> other.supports(target.output()))
            .filter(other -> other.samples().contains(input.kind()))
            .map(Provider::id)
            .collect(Collectors.joining(" or "));
    return PipelineException.config("The network " + architecture.id() + " cannot " + what)
        .found(found)
        .limit(limit)
        .where(TYPE_KEY)
        .remedy("set it to " + others)
        .build();
  }

  private static <T extends Enum<T>> String ids(Set<T> values, Function<T, String> id) {
    return values.stream().sorted().map(id).collect(Collectors.joining(", "));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && architecture.getClass() == network.architecture.getClass()
        && settings().equals(network.settings())
        && ratio == network.ratio;
  }

  @Override
  public int hashCode() {
    return Objects.hash(architecture.getClass(), settings(), ratio);
  }

  @Override
  public String toString() {
    return architecture.id() + settings() + (ratio == 1 ? "" : " x " + ratio);
  }
}
