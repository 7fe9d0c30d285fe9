package io.edgeflow.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The condition sees each way of testing which member of a family it is. */
class AskWhatItIsTest {
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

  static final class OfTarget {
    boolean classes(Target target) {
      return target instanceof ClassTarget;
    }
  }

  static final class ByFamily {
    Class<?> read() {
      return Target.class;
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
    assertThat(violations(testing, Op.class)).isNotEmpty();
  }

  @Test
  void a_test_for_a_target_is_one_for_another_family() {
    assertThat(violations(OfTarget.class, Target.class)).isNotEmpty();
    assertThat(violations(OfTarget.class, Op.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = ByMember.class)
  void a_question_to_the_operator_is_fine(Class<?> asking) {
    assertThat(violations(asking, Op.class)).isEmpty();
  }

  @Test
  void the_family_itself_may_be_named() {
    assertThat(violations(ByFamily.class, Target.class)).isEmpty();
  }

  private static List<String> violations(Class<?> type, Class<?> family) {
    return classes()
        .should(new AskWhatItIs(family))
        .evaluate(new ClassFileImporter().importClasses(type, family))
        .getFailureReport()
        .getDetails();
  }
}
