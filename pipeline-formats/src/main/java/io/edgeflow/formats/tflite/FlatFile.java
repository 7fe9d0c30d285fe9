package io.edgeflow.formats.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorMap;

/**
 * Collects the parts of a TFLite file and lays them out; constants are aligned to 16 bytes as the
 * kernels ask. Buffer 0 is empty by the format's rule. Equal contents are written once: an unrolled
 * network reads the same weights in each step.
 */
final class FlatFile {
  private static final int SCHEMA_VERSION = 3;
  private static final int ALIGNMENT = 16;
  private static final int LAST_OLD_CODE = 127;

  private final List<ByteBuffer> buffers = new ArrayList<>(List.of(ByteBuffer.allocate(0)));
  private final Map<ByteBuffer, Integer> contents = new HashMap<>();
  private final List<Entry> tensors = new ArrayList<>();
  private final List<Code> codes = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  private record Entry(
      String name, List<Integer> shape, byte type, int buffer, @Nullable Scales scales) {}

  private record Code(int builtin, int version) {}

  private record Step(int code, List<Integer> inputs, int output, Options options) {}

  private record Note(String name, int buffer) {}

  /**
   * The quantizations of tensors, each written once and shared where equal. A tensor has as many
   * zero points as scales, 8 bytes each: of MLPerf Tiny's keyword network they would be a fifth of
   * the file.
   */
  private static final class Quantizations {
    private final FlatBufferBuilder builder;
    private final Map<Scales, Integer> written = new HashMap<>();
    private final Map<ZeroPoints, Integer> zeroPoints = new HashMap<>();

    private record ZeroPoints(long value, int count) {}

    Quantizations(FlatBufferBuilder builder) {
      this.builder = builder;
    }

    /** Gives the offset. */
    int write(Scales scales) {
      return written.computeIfAbsent(scales, this::table);
    }

    private int table(Scales scales) {
      int count = scales.scales().size();
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = scales.scales().get(i);
      }
      int scale = QuantizationParameters.createScaleVector(builder, values);
      int zeroPoint =
          zeroPoints.computeIfAbsent(new ZeroPoints(scales.zeroPoint(), count), this::vector);
      QuantizationParameters.startQuantizationParameters(builder);
      QuantizationParameters.addScale(builder, scale);
      QuantizationParameters.addZeroPoint(builder, zeroPoint);
      QuantizationParameters.addQuantizedDimension(builder, scales.axis());
      return QuantizationParameters.endQuantizationParameters(builder);
    }

    private int vector(ZeroPoints points) {
      long[] values = new long[points.count()];
      Arrays.fill(values, points.value());
      return QuantizationParameters.createZeroPointVector(builder, values);
    }
  }

  /** An operator's options: their type and how to write them, giving their offset. */
  record Options(byte type, OptionWriter writer) {
    static final Options NONE = new Options((byte) 0, builder -> 0);
  }

  /** Writes a table and gives its offset. */
  interface OptionWriter {
    int write(FlatBufferBuilder builder);
  }

  /** Adds a tensor that is computed and gives its index. */
  int activation(String name, List<Integer> shape, byte type, @Nullable Scales scales) {
    tensors.add(new Entry(name, shape, type, 0, scales));
    return tensors.size() - 1;
  }

  /** Adds a constant and gives its index. */
  int constant(String name, Tensor value, byte type, @Nullable Scales scales) {
    List<Integer> shape = Arrays.stream(value.dims()).boxed().toList();
    int buffer = contents.computeIfAbsent(value.bytes(), this::buffer);
    tensors.add(new Entry(name, shape, type, buffer, scales));
    return tensors.size() - 1;
  }

  /** Adds an operation. */
  void step(int builtin, int version, List<Integer> inputs, int output, Options options) {
    Code code = new Code(builtin, version);
    if (!codes.contains(code)) {
      codes.add(code);
    }
    steps.add(new Step(codes.indexOf(code), List.copyOf(inputs), output, options));
  }

  /** Adds a metadata entry. */
  void note(String name, byte[] content) {
    notes.add(new Note(name, buffer(ByteBuffer.wrap(content))));
  }

  /** The file with its inputs and outputs, which the model's signature gives names. */
  byte[] bytes(Map<String, Integer> inputs, Map<String, Integer> outputs, String description) {
    int capacity = 1 << 12;
    for (ByteBuffer buffer : buffers) {
      capacity = Math.addExact(capacity, buffer.remaining() + ALIGNMENT);
    }
    FlatBufferBuilder builder = new FlatBufferBuilder(capacity);
    int bufferTable = Model.createBuffersVector(builder, writeBuffers(builder));
    int codeTable = Model.createOperatorCodesVector(builder, writeCodes(builder));
    int graph = writeGraph(builder, List.copyOf(inputs.values()), List.copyOf(outputs.values()));
    int graphTable = Model.createSubgraphsVector(builder, new int[] {graph});
    int signature = writeSignature(builder, inputs, outputs);
    int signatureTable = Model.createSignatureDefsVector(builder, new int[] {signature});
    int noteTable = Model.createMetadataVector(builder, writeNotes(builder));
    int text = builder.createString(description);
    Model.startModel(builder);
    Model.addVersion(builder, SCHEMA_VERSION);
    Model.addOperatorCodes(builder, codeTable);
    Model.addSubgraphs(builder, graphTable);
    Model.addDescription(builder, text);
    Model.addBuffers(builder, bufferTable);
    Model.addMetadata(builder, noteTable);
    Model.addSignatureDefs(builder, signatureTable);
    Model.finishModelBuffer(builder, Model.endModel(builder));
    return builder.sizedByteArray();
  }

  private int buffer(ByteBuffer content) {
    buffers.add(content);
    return buffers.size() - 1;
  }

  private int[] writeBuffers(FlatBufferBuilder builder) {
    int[] offsets = new int[buffers.size()];
    for (int i = offsets.length - 1; i >= 0; i--) {
      ByteBuffer content = buffers.get(i).duplicate();
      int data = 0;
      if (content.hasRemaining()) {
        builder.createUnintializedVector(1, content.remaining(), ALIGNMENT).put(content);
        data = builder.endVector();
      }
      Buffer.startBuffer(builder);
      if (data != 0) {
        Buffer.addData(builder, data);
      }
      offsets[i] = Buffer.endBuffer(builder);
    }
    return offsets;
  }

  private int[] writeCodes(FlatBufferBuilder builder) {
    return codes.stream()
        .mapToInt(
            code ->
                OperatorCode.createOperatorCode(
                    builder,
                    (byte) Math.min(code.builtin(), LAST_OLD_CODE),
                    0,
                    code.version(),
                    code.builtin()))
        .toArray();
  }

  private int writeGraph(FlatBufferBuilder builder, List<Integer> in, List<Integer> out) {
    Quantizations shared = new Quantizations(builder);
    int[] tensorOffsets = tensors.stream().mapToInt(t -> writeTensor(builder, t, shared)).toArray();
    int tensorTable = SubGraph.createTensorsVector(builder, tensorOffsets);
    int[] stepOffsets = steps.stream().mapToInt(s -> writeStep(builder, s)).toArray();
    int stepTable = SubGraph.createOperatorsVector(builder, stepOffsets);
    int inputs = SubGraph.createInputsVector(builder, ints(in));
    int outputs = SubGraph.createOutputsVector(builder, ints(out));
    int name = builder.createString("main");
    SubGraph.startSubGraph(builder);
    SubGraph.addTensors(builder, tensorTable);
    SubGraph.addInputs(builder, inputs);
    SubGraph.addOutputs(builder, outputs);
    SubGraph.addOperators(builder, stepTable);
    SubGraph.addName(builder, name);
    return SubGraph.endSubGraph(builder);
  }

  private static int writeTensor(FlatBufferBuilder builder, Entry entry, Quantizations shared) {
    int name = builder.createString(entry.name());
    int shape = org.tensorflow.lite.schema.Tensor.createShapeVector(builder, ints(entry.shape()));
    int scales = entry.scales() == null ? 0 : shared.write(entry.scales());
    org.tensorflow.lite.schema.Tensor.startTensor(builder);
    org.tensorflow.lite.schema.Tensor.addShape(builder, shape);
    org.tensorflow.lite.schema.Tensor.addType(builder, entry.type());
    org.tensorflow.lite.schema.Tensor.addBuffer(builder, entry.buffer());
    org.tensorflow.lite.schema.Tensor.addName(builder, name);
    if (scales != 0) {
      org.tensorflow.lite.schema.Tensor.addQuantization(builder, scales);
    }
    org.tensorflow.lite.schema.Tensor.addHasRank(builder, true);
    return org.tensorflow.lite.schema.Tensor.endTensor(builder);
  }

  private static int writeStep(FlatBufferBuilder builder, Step step) {
    int inputs = Operator.createInputsVector(builder, ints(step.inputs()));
    int outputs = Operator.createOutputsVector(builder, new int[] {step.output()});
    int options = step.options().writer().write(builder);
    Operator.startOperator(builder);
    Operator.addOpcodeIndex(builder, step.code());
    Operator.addInputs(builder, inputs);
    Operator.addOutputs(builder, outputs);
    if (options != 0) {
      Operator.addBuiltinOptionsType(builder, step.options().type());
      Operator.addBuiltinOptions(builder, options);
    }
    return Operator.endOperator(builder);
  }

  private static int writeSignature(
      FlatBufferBuilder builder, Map<String, Integer> in, Map<String, Integer> out) {
    int inputs = SignatureDef.createInputsVector(builder, named(builder, in));
    int outputs = SignatureDef.createOutputsVector(builder, named(builder, out));
    int key = builder.createString("serving_default");
    SignatureDef.startSignatureDef(builder);
    SignatureDef.addInputs(builder, inputs);
    SignatureDef.addOutputs(builder, outputs);
    SignatureDef.addSignatureKey(builder, key);
    SignatureDef.addSubgraphIndex(builder, 0);
    return SignatureDef.endSignatureDef(builder);
  }

  private static int[] named(FlatBufferBuilder builder, Map<String, Integer> tensors) {
    return tensors.entrySet().stream()
        .mapToInt(
            e -> TensorMap.createTensorMap(builder, builder.createString(e.getKey()), e.getValue()))
        .toArray();
  }

  private int[] writeNotes(FlatBufferBuilder builder) {
    return notes.stream()
        .mapToInt(
            note ->
                Metadata.createMetadata(builder, builder.createString(note.name()), note.buffer()))
        .toArray();
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
