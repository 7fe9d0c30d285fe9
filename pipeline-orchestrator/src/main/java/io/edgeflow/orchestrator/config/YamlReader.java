package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Turns YAML text into configuration nodes with their places; types only plain scalars. */
final class YamlReader {
  private static final int MAX_NODES = 20_000;
  private static final Set<Tag> ORDINARY = Set.of(Tag.STR, Tag.MAP, Tag.SEQ);

  private final String origin;
  private final @Nullable Location fixed;
  private final Problems problems;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;
  private boolean failed;

  /**
   * A reader for one text.
   *
   * @param origin the file name that places show
   * @param fixed the place of every node when the text is from no file
   */
  YamlReader(String origin, @Nullable Location fixed, Problems problems) {
    this.origin = origin;
    this.fixed = fixed;
    this.problems = problems;
  }

  /** A text of which nothing can be said beyond the one problem. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Location place;

    private Unreadable(Location place, String message) {
      super(message);
      this.place = place;
    }
  }

  /** Whether the last text was not YAML at all, which was its one problem. */
  boolean failed() {
    return failed;
  }

  /** The text's root; an empty mapping when there is nothing or the text is not YAML. */
  ConfigNode read(String text) {
    Location start = fixed == null ? new Location(origin, 1, 1) : fixed;
    try {
      Node root = yaml().compose(new java.io.StringReader(text));
      return root == null ? Mapping.empty(start) : convert(root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      return nothing(mark == null ? start : at(mark), "not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      return nothing(start, "not YAML: " + e.getMessage());
    } catch (Unreadable e) {
      return nothing(e.place, String.valueOf(e.getMessage()));
    }
  }

  private Mapping nothing(Location place, String message) {
    failed = true;
    problems.add(place, "(file)", message);
    return Mapping.empty(place);
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(100);
    options.setNestingDepthLimit(50);
    return new Yaml(
        new SafeConstructor(options),
        new Representer(new org.yaml.snakeyaml.DumperOptions()),
        new org.yaml.snakeyaml.DumperOptions(),
        options,
        new UntypedResolver());
  }

  private ConfigNode convert(Node node) {
    if (++nodes > MAX_NODES || !open.add(node)) {
      throw new Unreadable(at(node.getStartMark()), "anchors that contain themselves or explode");
    }
    if (!ORDINARY.contains(node.getTag())) {
      String tag = node.getTag().getValue();
      problems.add(at(node.getStartMark()), "(file)", "tags are not read, found " + tag);
    }
    ConfigNode converted =
        switch (node.getNodeId()) {
          case mapping -> mapping((MappingNode) node);
          case sequence -> sequence((SequenceNode) node);
          default -> scalar((ScalarNode) node);
        };
    open.remove(node);
    return converted;
  }

  private Mapping mapping(MappingNode node) {
    Map<String, ConfigNode.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Location place = at(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(place, "(key)", "a key must be a text");
        continue;
      }
      ConfigNode value = convert(tuple.getValueNode());
      ConfigNode.Entry before =
          entries.putIfAbsent(key.getValue(), new ConfigNode.Entry(place, value));
      if (before != null) {
        problems.add(place, key.getValue(), "is given twice, first at " + before.keyLocation());
      }
    }
    return new Mapping(at(node.getStartMark()), entries);
  }

  private Sequence sequence(SequenceNode node) {
    List<ConfigNode> items = new ArrayList<>();
    node.getValue().forEach(item -> items.add(convert(item)));
    return new Sequence(at(node.getStartMark()), items);
  }

  private Scalar scalar(ScalarNode node) {
    String text = node.getValue();
    boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
    return new Scalar(at(node.getStartMark()), plain ? PlainScalar.typed(text) : text, text);
  }

  private Location at(Mark mark) {
    return fixed == null ? new Location(origin, mark.getLine() + 1, mark.getColumn() + 1) : fixed;
  }
}
