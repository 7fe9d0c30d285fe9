package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Recurrent.Gru;
import io.edgeflow.core.graph.op.Recurrent.Lstm;
import io.edgeflow.core.graph.op.Returns;
import java.util.List;
import java.util.Map;

/** Cases of layers that read a series step by step. */
final class RecurrentCases {
  private RecurrentCases() {}

  static List<OperatorCase> all() {
    return List.of(
        one("lstm", new Lstm(3, false, Returns.SEQUENCE)),
        one("lstm_last", new Lstm(3, false, Returns.LAST)),
        one("lstm_reverse", new Lstm(3, true, Returns.SEQUENCE)),
        one("lstm_reverse_last", new Lstm(3, true, Returns.LAST)),
        withoutBias("lstm_without_bias", new Lstm(3, false, Returns.SEQUENCE)),
        bothWays("lstm_on_bidirectional", new Lstm(3, false, Returns.SEQUENCE), backwards()),
        one("gru", new Gru(3, false, Returns.SEQUENCE)),
        one("gru_last", new Gru(3, false, Returns.LAST)),
        one("gru_reverse", new Gru(3, true, Returns.SEQUENCE)),
        one("gru_reverse_last", new Gru(3, true, Returns.LAST)),
        withoutBias("gru_without_bias", new Gru(3, false, Returns.LAST)));
  }

  private static Lstm backwards() {
    return new Lstm(3, true, Returns.SEQUENCE);
  }

  private static OperatorCase one(String name, Recurrent op) {
    return CaseDrawing.of(name, 4, 2).op(op, constants(op, 2)).done();
  }

  private static OperatorCase withoutBias(String name, Recurrent op) {
    return CaseDrawing.of(name, 4, 2)
        .op(
            op,
            Map.of(
                ConstantRole.WEIGHT, dims(op.gates() * op.hidden(), 2),
                ConstantRole.RECURRENT_WEIGHT, dims(op.gates() * op.hidden(), op.hidden())))
        .done();
  }

  /** A layer of both directions, as two nodes and a concatenation, and one of one behind it. */
  private static OperatorCase bothWays(String name, Lstm forwards, Lstm backwards) {
    return CaseDrawing.of(name, 4, 2)
        .op("forwards", forwards, constants(forwards, 2))
        .from("shift")
        .op("backwards", backwards, constants(backwards, 2))
        .from("forwards", "backwards")
        .op("bidirectional", new Concat(2))
        .op("top", new Lstm(2, false, Returns.LAST), constants(new Lstm(2, false, Returns.LAST), 6))
        .done();
  }

  private static Map<ConstantRole, int[]> constants(Recurrent op, int features) {
    int rows = op.gates() * op.hidden();
    return Map.of(
        ConstantRole.WEIGHT, dims(rows, features),
        ConstantRole.RECURRENT_WEIGHT, dims(rows, op.hidden()),
        ConstantRole.BIAS, dims(rows),
        ConstantRole.RECURRENT_BIAS, dims(rows));
  }
}
