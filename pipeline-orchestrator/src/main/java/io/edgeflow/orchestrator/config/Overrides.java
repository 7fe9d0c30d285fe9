package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code key=value} settings into a configuration: {@code workflow.seed=43}, {@code
 * data_pipeline.data_sources[0].path=rows.csv}. A value is read as YAML, so that {@code [a, b]} is
 * a list. Sections that are missing on the way are made; a list grows by one at a time.
 */
final class Overrides {
  static final Location PLACE = Location.of("--set");
  private static final Pattern STEP = Pattern.compile("(?:^|\\.)([^.\\[\\]]+)|\\[(\\d{1,4})]");

  private final Problems problems;

  Overrides(Problems problems) {
    this.problems = problems;
  }

  Mapping apply(Mapping root, List<String> settings) {
    Mapping changed = root;
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      List<String> steps = equals < 0 ? List.of() : steps(setting.substring(0, equals));
      if (steps.isEmpty() || steps.get(0).startsWith("[")) {
        problems.add(PLACE, setting, "must have the form section.key=value");
      } else {
        String key = setting.substring(0, equals);
        changed = (Mapping) put(changed, steps, value(setting.substring(equals + 1)), key);
      }
    }
    return changed;
  }

  private ConfigNode value(String text) {
    ConfigNode read = new YamlReader("--set", PLACE, problems).read(text);
    boolean nothing = read instanceof Mapping m && m.entries().isEmpty() && text.isBlank();
    return nothing ? new Scalar(PLACE, "", text) : read;
  }

  /** The steps of a path, an index as {@code [0]}; empty when the path is not one. */
  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      steps.add(matcher.group(1) != null ? matcher.group(1) : "[" + matcher.group(2) + "]");
      end = matcher.end();
    }
    return end == path.length() ? steps : List.of();
  }

  private ConfigNode put(
      @Nullable ConfigNode into, List<String> steps, ConfigNode value, String key) {
    if (steps.isEmpty()) {
      return value;
    }
    String step = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    boolean missing = into == null || (into instanceof Scalar scalar && scalar.value() == null);
    if (step.startsWith("[")) {
      Sequence list =
          missing ? new Sequence(PLACE, List.of()) : into instanceof Sequence s ? s : null;
      return list == null ? refuse(into, key, "is not a list") : item(list, step, rest, value, key);
    }
    Mapping mapping = missing ? Mapping.empty(PLACE) : into instanceof Mapping m ? m : null;
    return mapping == null
        ? refuse(into, key, "is not a section")
        : entry(mapping, step, rest, value, key);
  }

  private ConfigNode item(
      Sequence list, String step, List<String> rest, ConfigNode value, String key) {
    int index = Integer.parseInt(step.substring(1, step.length() - 1));
    List<ConfigNode> items = new ArrayList<>(list.items());
    if (index > items.size()) {
      return refuse(list, key, "has " + items.size() + " items, there is no " + step);
    }
    ConfigNode before = index < items.size() ? items.remove(index) : null;
    items.add(index, put(before, rest, value, key));
    return new Sequence(list.location(), items);
  }

  private Mapping entry(
      Mapping mapping, String step, List<String> rest, ConfigNode value, String key) {
    Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
    Entry before = entries.get(step);
    ConfigNode changed = put(before == null ? null : before.value(), rest, value, key);
    entries.put(step, new Entry(before == null ? PLACE : before.keyLocation(), changed));
    return new Mapping(mapping.location(), entries);
  }

  private ConfigNode refuse(@Nullable ConfigNode unchanged, String key, String message) {
    problems.add(PLACE, key, "cannot be set: what holds it " + message);
    return unchanged == null ? Mapping.empty(PLACE) : unchanged;
  }
}
