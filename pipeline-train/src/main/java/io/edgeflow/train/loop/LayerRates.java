package io.edgeflow.train.loop;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which layers learn, and how fast beside the others: for transfer, where the first layers of a
 * trained network are to stay nearly as they are.
 *
 * <p>A pattern is the name of a layer, which stands for all that it has, or of a weight, such as
 * {@code conv1} or {@code conv1.weight}; {@code *} is any part of a name, {@code ?} any character.
 *
 * @param frozen patterns of what stays as it is; a batch normalization that is frozen as a layer
 *     keeps its running statistics, and normalizes by them in training too
 * @param groups a weight is of the first that fits it, and of none where it is frozen
 */
public record LayerRates(List<String> frozen, List<Group> groups) {
  private static final LayerRates NONE = new LayerRates(List.of(), List.of());
  private static final String FREEZE = "freeze";

  /** Copies the lists. */
  public LayerRates {
    frozen = List.copyOf(frozen);
    groups = List.copyOf(groups);
  }

  /**
   * Layers with a learning rate of their own.
   *
   * @param layers a pattern
   * @param factor on the learning rate of each step, above 0
   */
  public record Group(String layers, double factor) {
    /** Checks the range. */
    public Group {
      if (!(factor > 0) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException("A rate of " + factor + " for " + layers);
      }
    }
  }

  /** All layers learn alike. */
  public static LayerRates none() {
    return NONE;
  }

  /**
   * The factor on the learning rate of each constant of a graph that has one other than 1; 0 of
   * what is frozen.
   *
   * @throws PipelineException if nothing fits a pattern, or a group has no weight that is not of
   *     one before
   */
  public Map<String, Double> of(ModelGraph graph) {
    Map<String, Double> factors = new TreeMap<>();
    for (String pattern : frozen) {
      Predicate<Constant> changes = constant -> constant.kind() != Constant.Kind.FROZEN;
      fitting(graph, pattern, changes, FREEZE).forEach(name -> factors.put(name, 0.0));
    }
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      String key = "groups[" + i + "].layers";
      Set<String> names = fitting(graph, group.layers(), LayerRates::isTrainable, key);
      if (factors.keySet().containsAll(names)) {
        throw refusal("All weights that fit the pattern are frozen or of a group before", key)
            .found(group.layers())
            .remedy("put the group before the others, or leave it out")
            .build();
      }
      names.forEach(name -> factors.putIfAbsent(name, group.factor()));
    }
    refuseAllFrozen(graph, factors);
    return factors;
  }

  private static boolean isTrainable(Constant constant) {
    return constant.kind() == Constant.Kind.TRAINABLE;
  }

  private void refuseAllFrozen(ModelGraph graph, Map<String, Double> factors) {
    boolean learns =
        graph.constants().entrySet().stream()
            .anyMatch(each -> isTrainable(each.getValue()) && !isFrozen(factors, each.getKey()));
    if (!learns && !frozen.isEmpty()) {
      throw refusal("All layers are frozen", FREEZE)
          .found(frozen)
          .remedy("leave the layers out that are to learn, such as the last one")
          .build();
    }
  }

  private static boolean isFrozen(Map<String, Double> factors, String name) {
    return factors.getOrDefault(name, 1.0) == 0;
  }

  private static Set<String> fitting(
      ModelGraph graph, String pattern, Predicate<Constant> wanted, String key) {
    Predicate<String> fits = glob(pattern).asMatchPredicate();
    Set<String> layers = new LinkedHashSet<>();
    Set<String> found = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      for (String name : node.constants().values()) {
        if (wanted.test(graph.constant(name))) {
          layers.add(node.name());
          if (fits.test(node.name()) || fits.test(name)) {
            found.add(name);
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw refusal("No layer fits the pattern", key)
          .found(pattern)
          .limit("the layers " + layers)
          .remedy("name one of these, a weight of it, or a part of the names with *")
          .build();
    }
    return found;
  }

  private static PipelineException.Builder refusal(String what, String key) {
    return PipelineException.config(what).where("model_training.training." + key);
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(
        pattern
            .codePoints()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining()));
  }
}
