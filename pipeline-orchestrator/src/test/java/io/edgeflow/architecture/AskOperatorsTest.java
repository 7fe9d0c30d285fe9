package io.edgeflow.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Weighted;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The condition sees each way of testing which operator it is. */
class AskOperatorsTest {
  static final class ByTypeTest {
    boolean weighted(Op op) {
      return op instanceof Weighted;
    }
  }

  static final class ByPattern {
    int groups(Op op) {
      return op instanceof Weighted.Conv2d conv ? conv.groups() : 1;
    }
  }

  static final class ByClass {
    boolean rectifies(Op op) {
      return List.of(Elementwise.Relu.class, Elementwise.Relu6.class).contains(op.getClass());
    }
  }

  static final class ByMember {
    boolean weighted(Op op) {
      return op.weightAxis().isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {ByTypeTest.class, ByPattern.class, ByClass.class})
  void a_test_for_an_operator_is_found(Class<?> testing) {
    assertThat(violations(testing)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = ByMember.class)
  void a_question_to_the_operator_is_fine(Class<?> asking) {
    assertThat(violations(asking)).isEmpty();
  }

  private static List<String> violations(Class<?> type) {
    return classes()
        .should(new AskOperators())
        .evaluate(new ClassFileImporter().importClasses(type, Op.class))
        .getFailureReport()
        .getDetails();
  }
}
