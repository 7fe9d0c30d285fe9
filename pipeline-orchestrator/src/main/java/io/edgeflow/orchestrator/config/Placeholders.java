package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${NAME}} by an environment variable and {@code ${file:path}} by a file's text
 * without its last line break; a doubled dollar sign before the brace stands for a literal one.
 * What comes out is a text; the written form stays beside it and is the one that messages show.
 */
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}?");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String FILE = "file:";
  private static final long MAX_FILE_BYTES = 1 << 20;

  private final Map<String, String> environment;
  private final Problems problems;

  Placeholders(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  Mapping resolve(Mapping root) {
    return (Mapping) resolve("", root);
  }

  private ConfigNode resolve(String path, ConfigNode node) {
    if (node instanceof Mapping mapping) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> entries.put(key, resolve(path, key, entry)));
      return new Mapping(mapping.location(), entries);
    }
    if (node instanceof Sequence list) {
      return new Sequence(
          list.location(), list.items().stream().map(item -> resolve(path, item)).toList());
    }
    Scalar scalar = (Scalar) node;
    return scalar.value() instanceof String text && text.contains("${")
        ? new Scalar(scalar.location(), replaced(path, scalar, text), scalar.written())
        : scalar;
  }

  private Entry resolve(String path, String key, Entry entry) {
    String nested = path.isEmpty() ? key : path + "." + key;
    return new Entry(entry.keyLocation(), resolve(nested, entry.value()));
  }

  private String replaced(String path, Scalar scalar, String text) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = name == null ? "${" : lookUp(matcher.group(), name, path, scalar);
      matcher.appendReplacement(out, Matcher.quoteReplacement(value == null ? "" : value));
    }
    return matcher.appendTail(out).toString();
  }

  private @Nullable String lookUp(String whole, String name, String path, Scalar scalar) {
    if (!whole.endsWith("}")) {
      return problem(path, scalar, "\"" + whole + "\" lacks its closing brace");
    }
    if (name.startsWith(FILE)) {
      return content(name.substring(FILE.length()), path, scalar);
    }
    if (!VARIABLE.matcher(name).matches()) {
      return problem(path, scalar, "\"" + whole + "\" is neither ${NAME} nor ${file:path}");
    }
    String value = environment.get(name);
    return value != null
        ? value
        : problem(path, scalar, "the environment variable " + name + " is not set");
  }

  private @Nullable String content(String file, String path, Scalar scalar) {
    try {
      Path found = scalar.location().resolve(Path.of(file));
      if (Files.size(found) > MAX_FILE_BYTES) {
        return problem(path, scalar, "the file " + file + " is larger than 1 MB");
      }
      return Files.readString(found).replaceFirst("\\R\\z", "");
    } catch (IOException | IllegalArgumentException e) {
      return problem(path, scalar, "cannot read the file " + file);
    }
  }

  private @Nullable String problem(String path, Scalar scalar, String message) {
    problems.add(scalar.location(), path, message);
    return null;
  }
}
