package io.edgeflow.formats.convert;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random rows, where there are no others: even within an input's calibrated range, else normal with
 * mean 0 and deviation 1. The same ones each time.
 */
public final class RandomSamples implements Samples {
  private final ImportedModel model;
  private final int rows;
  private final List<InputRows> inputs;

  /**
   * Rows for a model.
   *
   * @throws PipelineException if it takes whole numbers, which stand for something
   */
  public RandomSamples(ImportedModel model, int rows) {
    this.model = model;
    this.rows = rows;
    this.inputs =
        IntStream.range(0, model.inputs().size())
            .mapToObj(i -> new InputRows(model, i, Normalization.USUAL))
            .toList();
    for (ForeignTensor input : model.inputs()) {
      if (input.type().matches("u?int(16|32|64)|bool")) {
        throw PipelineException.config("Random rows cannot stand for whole numbers")
            .found("input " + input.name() + " of " + input.type())
            .remedy("give rows of your own by --calibrate")
            .build();
      }
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public List<Tensor> batch(int from, int to) {
    return IntStream.range(0, inputs.size()).mapToObj(i -> batch(i, from, to)).toList();
  }

  private Tensor batch(int input, int from, int to) {
    return inputs
        .get(input)
        .batch(IntStream.range(from, to).mapToObj(row -> sample(input, row)).toList());
  }

  private float[] sample(int input, int row) {
    String name = model.graph().signature().inputs().get(input).name();
    ValueRange range = model.graph().ranges().get(name);
    SplittableRandom random = new SplittableRandom(31L * row + input);
    float[] sample = new float[inputs.get(input).size()];
    for (int i = 0; i < sample.length; i++) {
      sample[i] =
          range == null
              ? (float) random.nextGaussian()
              : range.min() + (range.max() - range.min()) * (float) random.nextDouble();
    }
    return sample;
  }

  @Override
  public void close() {}
}
