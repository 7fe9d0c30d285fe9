package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.ValueRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A lowered graph in the making: the operations so far, values, and what stands for what. */
final class Rewrite {
  private final LoweredGraph before;
  private final Map<String, Value> values;
  private final Map<String, ValueRange> ranges;
  private final List<LoweredOp> ops = new ArrayList<>();
  private final Map<String, String> standsFor = new HashMap<>();
  private final Map<Value, String> forms = new HashMap<>();

  /** Starts with the values of a graph and none of its operations. */
  Rewrite(LoweredGraph before) {
    this.before = before;
    this.values = new LinkedHashMap<>(before.values());
    this.ranges = new HashMap<>(before.ranges());
  }

  /** Appends an operation, with its inputs replaced by what stands for them. */
  void add(LoweredOp op) {
    ops.add(op.reading(op.inputs().stream().map(this::resolve).toList()));
  }

  /** From here on a value takes the place of another, which is dropped. */
  void replace(String dropped, String by) {
    giveInstead(dropped, by);
    drop(dropped);
  }

  /** From here on a value takes the place of another for readers and as an output of the model. */
  void giveInstead(String value, String by) {
    standsFor.put(value, resolve(by));
  }

  /**
   * A value in another form, by one conversion for all who ask.
   *
   * @param form named as the value
   * @param ending of the new value's name
   */
  String converted(Value form, String ending) {
    if (form.equals(value(form.name()))) {
      return form.name();
    }
    return forms.computeIfAbsent(
        form,
        asked -> {
          String name = free(asked.name() + ending);
          put(asked.renamed(name));
          add(new Convert(asked.name(), name));
          return name;
        });
  }

  /** The name, or one like it that no value has: a graph may use any name. */
  String free(String name) {
    String free = name;
    while (values.containsKey(free)) {
      free += "_";
    }
    return free;
  }

  /** What stands for a value: mostly itself. */
  String resolve(String value) {
    return standsFor.getOrDefault(value, value);
  }

  /** Adds a value or changes one. */
  void put(Value value) {
    values.put(value.name(), value);
  }

  /** Drops a value that nothing gives any more. */
  void drop(String value) {
    values.remove(value);
  }

  Value value(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  void range(String value, ValueRange range) {
    ranges.put(value, range);
  }

  /** The fused operation so far that gives a value, changed by {@link #exchange}. */
  FusedOp producer(String value) {
    return ops.stream()
        .flatMap(op -> LoweredGraph.as(op).stream())
        .filter(op -> op.output().equals(value))
        .findFirst()
        .orElseThrow();
  }

  /** Puts an operation in the place of another. */
  void exchange(FusedOp old, FusedOp by) {
    ops.set(ops.indexOf(old), by);
  }

  /** The rewritten graph. */
  LoweredGraph done() {
    return new LoweredGraph(
        before.name(),
        before.signature(),
        values,
        ops,
        ranges,
        before.outputs().stream().map(this::resolve).toList());
  }
}
