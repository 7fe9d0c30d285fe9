package io.edgeflow.formats.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.preprocess.Scaling;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What LiteRT's tools read of a model beside its graph: a flatbuffer of their {@code
 * metadata_schema.fbs} (identifier M001), with what each input and output holds, how values are
 * scaled before they enter, and which file has the labels. Numbers of fields are those of the
 * schema.
 */
final class TfliteMetadata {
  /** The metadata entry that the tools look for. */
  static final String NOTE = "TFLITE_METADATA";

  private static final String IDENTIFIER = "M001";

  /** Of the schema's parser: the oldest that knows all the fields that are written. */
  private static final String PARSER = "1.0.0";

  private static final byte AXIS_LABELS = 2;
  private static final byte FEATURES = 1;
  private static final byte IMAGE = 2;
  private static final byte NORMALIZATION = 1;
  private static final byte RGB = 1;
  private static final byte GRAYSCALE = 2;

  private final FlatBufferBuilder builder = new FlatBufferBuilder(1 << 10);

  private TfliteMetadata() {}

  /** The entry's content. */
  static byte[] of(String model, Signature signature) {
    return new TfliteMetadata().write(model, signature);
  }

  /**
   * The name of an output's file of labels; empty where it has none that one line each can hold.
   */
  static Optional<String> labelFile(Signature signature, int output) {
    List<String> labels = signature.outputs().get(output).labels();
    boolean lines = labels.stream().noneMatch(label -> label.lines().count() != 1);
    return labels.isEmpty() || !lines
        ? Optional.empty()
        : Optional.of(output == 0 ? "labels.txt" : "labels_" + output + ".txt");
  }

  private byte[] write(String model, Signature signature) {
    int[] inputs = signature.inputs().stream().mapToInt(this::input).toArray();
    int[] outputs =
        IntStream.range(0, signature.outputs().size()).map(i -> output(signature, i)).toArray();
    int inputTable = builder.createVectorOfTables(inputs);
    int outputTable = builder.createVectorOfTables(outputs);
    int graph = table(10, 2, inputTable, 3, outputTable);
    int graphs = builder.createVectorOfTables(new int[] {graph});
    int name = builder.createString(model);
    int parser = builder.createString(PARSER);
    builder.finish(table(8, 0, name, 3, graphs, 7, parser), IDENTIFIER);
    return builder.sizedByteArray();
  }

  private int input(Signature.Input input) {
    Preprocessing preprocessing = input.preprocessing();
    Optional<Scaling> scaling = preprocessing == null ? Optional.empty() : preprocessing.scaling();
    int units =
        scaling.map(s -> builder.createVectorOfTables(new int[] {normalization(s)})).orElse(0);
    int content = content(input.shape());
    int name = builder.createString(input.name());
    return table(7, 0, name, 3, content, 4, units);
  }

  private int output(Signature signature, int index) {
    int files =
        labelFile(signature, index)
            .map(file -> builder.createVectorOfTables(new int[] {axisLabels(file)}))
            .orElse(0);
    int content = typed(2, FEATURES, table(0));
    int name = builder.createString(signature.outputs().get(index).name());
    return table(7, 0, name, 3, content, 6, files);
  }

  private int content(Shape shape) {
    if (shape.rank() != 4) {
      return typed(3, FEATURES, table(0));
    }
    builder.startTable(2);
    switch (shape.fixed(1)) {
      case 1 -> builder.addByte(0, GRAYSCALE, 0);
      case 3 -> builder.addByte(0, RGB, 0);
      default -> {}
    }
    return typed(3, IMAGE, builder.endTable());
  }

  private int normalization(Scaling scaling) {
    int mean = floats(scaling.mean().toArray());
    int deviation = floats(scaling.deviation().toArray());
    return typed(2, NORMALIZATION, table(2, 0, mean, 1, deviation));
  }

  private int axisLabels(String file) {
    int name = builder.createString(file);
    builder.startTable(5);
    builder.addOffset(0, name, 0);
    builder.addByte(2, AXIS_LABELS, 0);
    return builder.endTable();
  }

  /** A table whose first two fields are a union. */
  private int typed(int fields, byte type, int value) {
    builder.startTable(fields);
    builder.addByte(0, type, 0);
    builder.addOffset(1, value, 0);
    return builder.endTable();
  }

  /** A table of offsets: field numbers and what they point at, 0 for nothing. */
  private int table(int fields, int... numbersAndOffsets) {
    builder.startTable(fields);
    for (int i = 0; i < numbersAndOffsets.length; i += 2) {
      builder.addOffset(numbersAndOffsets[i], numbersAndOffsets[i + 1], 0);
    }
    return builder.endTable();
  }

  private int floats(float[] values) {
    builder.startVector(Float.BYTES, values.length, Float.BYTES);
    for (int i = values.length - 1; i >= 0; i--) {
      builder.addFloat(values[i]);
    }
    return builder.endVector();
  }
}
