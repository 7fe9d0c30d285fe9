package io.edgeflow.core.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Shape;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of operators share. */
final class OpFixture {
  private OpFixture() {}

  /** Operands of the node {@code n}. */
  static Operands operands(Shape... data) {
    return new Operands("n", List.of(data), Map.of());
  }

  /** One data input and constants of the node {@code n}. */
  static Operands operands(Shape x, Map<ConstantRole, Shape> constants) {
    return new Operands("n", List.of(x), constants);
  }

  /** Fails unless the call is refused with both values and the node. */
  static void assertRefused(ThrowingCallable call, String what, Object found, Object limit) {
    assertThatThrownBy(call)
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "The %s of the node does not fit\n  found: %s\n  limit: %s\n  where: node n",
            what, found, limit);
  }

  /** The name of the visitor's method that an operator calls with itself. */
  static String visited(Op op) {
    @SuppressWarnings("unchecked")
    Op.Visitor<String> visitor =
        (Op.Visitor<String>)
            Proxy.newProxyInstance(
                Op.class.getClassLoader(),
                new Class<?>[] {Op.Visitor.class},
                (proxy, method, args) -> {
                  assertThat(args).containsExactly(op);
                  return method.getName();
                });
    return op.accept(visitor);
  }
}
