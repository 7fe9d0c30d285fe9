package io.edgeflow.orchestrator.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names for a table. Exporters tell the way to an operator in words that repeat each other ({@code
 * /features/features.1/conv/conv.0/conv.0.0/Conv_output_0}), of which {@code
 * features.1/conv.0.0/Conv} is as clear, where no other name becomes the same.
 */
final class ShortNames {
  private static final String FIRST_OUTPUT = "_output_0";

  private final Map<String, String> shortened;

  private ShortNames(Map<String, String> shortened) {
    this.shortened = shortened;
  }

  static ShortNames of(Collection<String> names) {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    names.stream().map(ShortNames::shortened).filter(n -> !seen.add(n)).forEach(twice::add);
    Map<String, String> all = new HashMap<>();
    for (String name : names) {
      String candidate = shortened(name);
      all.put(name, twice.contains(candidate) ? name : candidate);
    }
    return new ShortNames(all);
  }

  /** The short name of one of the names, and others as they are. */
  String of(String name) {
    return shortened.getOrDefault(name, name);
  }

  private static String shortened(String name) {
    if (!name.startsWith("/")) {
      return name;
    }
    String path = name.substring(1).replace(FIRST_OUTPUT, "");
    List<String> words = Arrays.asList(path.split("/", -1));
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (i + 1 == words.size() || !words.get(i + 1).startsWith(words.get(i) + ".")) {
        kept.add(words.get(i));
      }
    }
    return String.join("/", kept);
  }
}
