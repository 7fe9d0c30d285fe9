package io.edgeflow.core.testing;

import io.edgeflow.core.graph.Safetensors;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The operators by kind, each with its cases and what PyTorch gives for them
 * (tools/oracle/make_operators.py). The golden file of a family holds for each case the output by
 * the case's name, and the gradient of {@code Σ output · slope} by each trainable constant as
 * {@code case/constant}.
 */
public enum OperatorFamily {
  /** Each output depends on the inputs at its place. */
  ELEMENTWISE(ElementwiseCases::all),
  /** Products with a weight. */
  WEIGHTED(WeightedCases::all),
  /** To a common scale. */
  NORMALIZATION(NormalizationCases::all),
  /** Series, step by step. */
  RECURRENT(RecurrentCases::all),
  /** Summaries of windows. */
  POOLING(PoolingCases::all),
  /** Values that move. */
  ARRANGEMENT(ArrangementCases::all),
  /** Some of the values. */
  SELECTION(SelectionCases::all),
  /** Products of two tensors. */
  PRODUCT(ProductCases::all),
  /** One number of several. */
  REDUCTION(ReductionCases::all),
  /** Images of another size. */
  RESAMPLING(ResamplingCases::all);

  private final Supplier<List<OperatorCase>> cases;

  OperatorFamily(Supplier<List<OperatorCase>> cases) {
    this.cases = cases;
  }

  /** Its cases. */
  public List<OperatorCase> cases() {
    return cases.get();
  }

  /** What PyTorch gives: outputs by case, gradients by {@code case/constant}. */
  public Map<String, Tensor> golden() {
    return new LinkedHashMap<>(read().tensors());
  }

  /** The digest of the cases that PyTorch was given. */
  String describedSha256() {
    return Objects.requireNonNull(read().metadata().get("cases_sha256"));
  }

  /** What the script is told of the cases, one a line. */
  String description() {
    StringBuilder lines = new StringBuilder();
    for (OperatorCase one : cases()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("name", one.name());
      line.put("key", one.key());
      line.put("ids", one.ids());
      line.put("graph", RandomGraphs.described(one.graph()));
      lines.append(Json.text(line)).append('\n');
    }
    return lines.toString();
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  private Safetensors.Content read() {
    String resource = "/oracle/operators/" + id() + ".safetensors";
    try (InputStream in =
        Objects.requireNonNull(OperatorFamily.class.getResourceAsStream(resource), resource)) {
      return Safetensors.read(in.readAllBytes(), resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
