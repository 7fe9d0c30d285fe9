package io.edgeflow.formats.lower;

import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.quant.QuantParams;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that a lowered operation reads or gives: 32-bit floats, or 8-bit integers where it is
 * quantized.
 *
 * @param shape logical
 * @param params null for floats
 */
public record Value(String name, Shape shape, MemoryLayout layout, @Nullable QuantParams params) {
  /** Floats in logical order. */
  static Value floats(String name, Shape shape) {
    return new Value(name, shape, MemoryLayout.LOGICAL, null);
  }

  /** The quantization; empty for floats. */
  public Optional<QuantParams> quant() {
    return Optional.ofNullable(params);
  }

  /** The quantization of a quantized value. */
  public QuantParams requireQuant() {
    return Objects.requireNonNull(params, name);
  }

  /** The sizes in memory for one sample. */
  public List<Integer> sizes() {
    return layout.sizes(shape);
  }

  /** Whether the elements lie in logical order, whatever the layout is called. */
  public boolean inLogicalOrder() {
    if (layout == MemoryLayout.LOGICAL) {
      return true;
    }
    return shape.fixed(1) == 1 || shape.elementsPerSample() == shape.fixed(1);
  }

  Value renamed(String newName) {
    return new Value(newName, shape, layout, params);
  }

  Value withLayout(MemoryLayout newLayout) {
    return new Value(name, shape, newLayout, params);
  }

  Value withParams(@Nullable QuantParams newParams) {
    return new Value(name, shape, layout, newParams);
  }
}
