package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.tflite.FlatVerifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorMap;

/** Takes a TFLite file apart; what it gives is checked by {@link ModelCheck}. */
final class ModelParser {
  private static final int SCHEMA_VERSION = 3;

  private final Object where;
  private final Model model;
  private final SubGraph graph;

  private ModelParser(Object where, Model model) {
    this.where = where;
    this.model = model;
    this.graph = model.subgraphs(0);
  }

  static TfliteModel parse(byte[] bytes, Object where) {
    FlatVerifier.verify(bytes, found -> TfliteModel.damaged(where, found));
    Model model = Model.getRootAsModel(ByteBuffer.wrap(bytes));
    if (model.version() != SCHEMA_VERSION) {
      throw TfliteModel.damaged(where, "version " + model.version() + " of the schema, not 3");
    }
    if (model.subgraphsLength() != 1) {
      throw PipelineException.failed("The TFLite file has graphs that call one another")
          .found(model.subgraphsLength() + " graphs")
          .limit("one, without loops and conditions such as WHILE and IF")
          .where(where)
          .remedy("unroll recurrent layers before the conversion (Keras: unroll=True)")
          .build();
    }
    return new ModelParser(where, model).model(bytes.length);
  }

  private TfliteModel model(int bytes) {
    TensorParser tensors = new TensorParser(model, where);
    TfliteModel parsed =
        new TfliteModel(
            where,
            bytes,
            IntStream.range(0, graph.tensorsLength())
                .mapToObj(i -> tensors.tensor(i, graph.tensors(i)))
                .toList(),
            IntStream.range(0, graph.operatorsLength())
                .mapToObj(i -> operator(i, graph.operators(i)))
                .toList(),
            integers(graph.inputsLength(), graph::inputs),
            integers(graph.outputsLength(), graph::outputs),
            names(),
            notes());
    new ModelCheck(parsed).check();
    return parsed;
  }

  private FileOperator operator(int index, Operator operator) {
    long code = operator.opcodeIndex();
    if (code >= model.operatorCodesLength()) {
      throw TfliteModel.damaged(where, "operator " + index + " of code " + code);
    }
    OperatorCode kind = model.operatorCodes((int) code);
    // Files of before 2020 have the old field alone.
    int builtin = Math.max(kind.builtinCode(), kind.deprecatedBuiltinCode());
    return new FileOperator(
        index,
        name(builtin, kind),
        builtin,
        integers(operator.inputsLength(), operator::inputs),
        integers(operator.outputsLength(), operator::outputs),
        operator);
  }

  private static String name(int builtin, OperatorCode kind) {
    if (builtin == BuiltinOperator.CUSTOM) {
      return "CUSTOM " + kind.customCode();
    }
    return builtin >= 0 && builtin < BuiltinOperator.names.length
        ? BuiltinOperator.name(builtin)
        : "numbered " + builtin;
  }

  /** Of the first signature of the graph: the names that its maker gave. */
  private Map<Integer, String> names() {
    Map<Integer, String> names = new HashMap<>();
    Optional<SignatureDef> signature =
        IntStream.range(0, model.signatureDefsLength())
            .mapToObj(model::signatureDefs)
            .filter(s -> s.subgraphIndex() == 0)
            .findFirst();
    signature.ifPresent(
        s -> {
          for (int i = 0; i < s.inputsLength(); i++) {
            name(names, s.inputs(i));
          }
          for (int i = 0; i < s.outputsLength(); i++) {
            name(names, s.outputs(i));
          }
        });
    return names;
  }

  private void name(Map<Integer, String> names, TensorMap named) {
    long tensor = named.tensorIndex();
    if (tensor >= graph.tensorsLength()) {
      throw TfliteModel.damaged(where, "a signature of tensor " + tensor);
    }
    String name = named.name();
    if (name != null && !name.isBlank()) {
      names.putIfAbsent((int) tensor, name);
    }
  }

  private Map<String, ByteBuffer> notes() {
    Map<String, ByteBuffer> notes = new HashMap<>();
    for (int i = 0; i < model.metadataLength(); i++) {
      long buffer = model.metadata(i).buffer();
      if (buffer >= model.buffersLength()) {
        throw TfliteModel.damaged(where, "metadata in buffer " + buffer);
      }
      String name = model.metadata(i).name();
      ByteBuffer content = model.buffers((int) buffer).dataAsByteBuffer();
      if (name != null && content != null) {
        notes.putIfAbsent(name, content.slice().order(ByteOrder.LITTLE_ENDIAN));
      }
    }
    return notes;
  }

  private static List<Integer> integers(int count, IntUnaryOperator values) {
    return IntStream.range(0, count).map(values).boxed().toList();
  }
}
