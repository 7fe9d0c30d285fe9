package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import io.edgeflow.formats.read.GraphAssembler;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the integers of a file, and what a reader should know of it. */
final class Given {
  private final Map<String, QuantParams> values = new LinkedHashMap<>();
  private final Map<String, GivenConstant> constants = new LinkedHashMap<>();
  private final Set<String> floats = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private boolean exact = true;

  /** Notes the quantization of a tensor of the graph, and the range that its integers reach. */
  void value(GraphAssembler graph, String tensor, FileTensor found, Activation activation) {
    QuantParams params = found.params();
    QuantParams before = values.putIfAbsent(tensor, params);
    if (before != null) {
      if (!before.equals(params)) {
        inexact("The numbers of " + found.label() + " change their scale where nothing computes");
      }
      return;
    }
    float least = params.scale() * (Byte.MIN_VALUE - params.zeroPoint());
    float most = params.scale() * (Byte.MAX_VALUE - params.zeroPoint());
    if (Float.isFinite(least) && Float.isFinite(most)) {
      graph.range(tensor, new ValueRange(activation.apply(least), activation.apply(most)));
    }
  }

  /** As {@link #value(GraphAssembler, String, FileTensor, Activation)}, of any numbers. */
  void value(GraphAssembler graph, String tensor, FileTensor found) {
    value(graph, tensor, found, Activation.NONE);
  }

  /** Notes that a tensor of the graph is computed in floats, unless its integers are known. */
  void floats(String tensor) {
    if (!values.containsKey(tensor)) {
      floats.add(tensor);
    }
  }

  /** Whether a tensor of the graph is computed in floats, of which integers are made later. */
  boolean rounded(String tensor) {
    return floats.contains(tensor) && values.containsKey(tensor);
  }

  void constant(String name, GivenConstant integers) {
    constants.put(name, integers);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** A file written anew would not answer bit for bit alike. */
  void inexact(String why) {
    exact = false;
    notes.add(why + ", so that an int8 file written anew is quantized by ranges.");
  }

  /** The output of a node has another name now. */
  void rename(String tensor, String now) {
    QuantParams params = values.remove(tensor);
    if (params != null) {
      values.put(now, params);
    }
    if (floats.remove(tensor)) {
      floats.add(now);
    }
  }

  GivenQuantization quantization() {
    return values.isEmpty()
        ? GivenQuantization.NONE
        : new GivenQuantization(QuantScheme.TFLITE, values, constants, floats, exact);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
