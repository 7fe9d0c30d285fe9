package io.edgeflow.formats.lower;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The same values in another form: quantized, dequantized, quantized otherwise, or in another
 * layout, as the two values say.
 */
public record Convert(String input, String output) implements LoweredOp {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public <R> R map(Function<FusedOp, R> fused, Function<Convert, R> convert) {
    return convert.apply(this);
  }

  @Override
  public void dispatch(Consumer<FusedOp> fused, Consumer<Convert> convert) {
    convert.accept(this);
  }

  @Override
  public Convert reading(List<String> newInputs) {
    return new Convert(newInputs.get(0), output);
  }
}
