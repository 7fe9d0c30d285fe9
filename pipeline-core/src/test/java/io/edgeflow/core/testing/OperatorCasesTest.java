package io.edgeflow.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That each operator has a case, and that the cases are those that PyTorch was given. */
class OperatorCasesTest {
  @Test
  void every_operator_has_a_case() {
    Set<Class<?>> found =
        cases()
            .flatMap(one -> one.graph().nodes().stream())
            .map(Node::op)
            .map(Op::getClass)
            .collect(Collectors.toSet());

    assertThat(found).containsExactlyInAnyOrderElementsOf(operators(Op.class).toList());
  }

  @Test
  void no_two_cases_have_one_name() {
    List<String> names = cases().map(OperatorCase::name).toList();

    assertThat(names).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void the_cases_are_those_that_pytorch_was_given(OperatorFamily family) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/operators"));

    // Not committed: what make_operators.py reads, and tells the digest of.
    Path described = Files.writeString(folder.resolve(family.id()), family.description());
    assertThat(Sha256.of(described)).isEqualTo(family.describedSha256());
  }

  private static Stream<OperatorCase> cases() {
    return Arrays.stream(OperatorFamily.values()).flatMap(family -> family.cases().stream());
  }

  /** The operators below a type: records, as they are named for JSON. */
  static Stream<Class<?>> operators(Class<?> type) {
    JsonSubTypes types = type.getAnnotation(JsonSubTypes.class);
    return types == null
        ? Stream.of(type)
        : Arrays.stream(types.value()).flatMap(below -> operators(below.value()));
  }
}
