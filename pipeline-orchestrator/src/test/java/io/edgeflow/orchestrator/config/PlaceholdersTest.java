package io.edgeflow.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "s3cr3t", "HOST", "db");

  @TempDir private Path folder;
  private final Problems problems = new Problems();

  @Test
  void a_variable_is_replaced_wherever_it_stands() {
    assertThat(resolved("http://${HOST}:${TOKEN}/")).isEqualTo("http://db:s3cr3t/");
  }

  @Test
  void a_file_is_replaced_by_its_text_without_the_last_line_break() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "from file\n");

    assertThat(resolved("'${file:" + file + "}'")).isEqualTo("from file");
  }

  @Test
  void a_doubled_dollar_is_a_literal_one() {
    assertThat(resolved("$${TOKEN} ${HOST}")).isEqualTo("${TOKEN} db");
  }

  @Test
  void what_comes_out_is_a_text_also_when_it_looks_like_a_number() {
    problems.all();
    Mapping root = read("a: ${N}");

    Mapping resolved = new Placeholders(Map.of("N", "5"), problems).resolve(root);

    assertThat(((Scalar) resolved.entries().get("a").value()).value()).isEqualTo("5");
  }

  @Test
  void a_missing_variable_is_a_problem_with_its_place() {
    resolved("${NOT_SET}");

    assertThat(problems.all())
        .singleElement()
        .hasToString("w.yaml:1:4: a: the environment variable NOT_SET is not set");
  }

  @Test
  void a_missing_file_a_malformed_name_and_an_open_brace_are_problems() {
    resolved("'${file:" + folder.resolve("none") + "}'");
    resolved("${a b}");
    resolved("'${TOKEN'");

    assertThat(problems.all()).hasSize(3);
  }

  @Test
  void the_canonical_text_holds_neither_the_replaced_nor_a_written_secret() {
    FieldTable table = FieldTable.of(Field.secret("token", "x"), Field.text("url", "", "x"));
    Mapping root =
        new Placeholders(ENVIRONMENT, problems).resolve(read("token: abc\nurl: http://${TOKEN}/"));

    assertThat(CanonicalConfig.text(root, table))
        .isEqualTo("{\"token\":\"***\",\"url\":\"http://${TOKEN}/\"}");
    assertThat(CanonicalConfig.flat(root, table)).containsEntry("token", "***");
  }

  @Test
  void layout_comments_and_order_do_not_change_the_canonical_text() {
    assertThat(CanonicalConfig.text(read("a: 1 # one\nb: {c: x, d: y}"), FieldTable.of()))
        .isEqualTo(CanonicalConfig.text(read("b:\n  d: 'y'\n  c: x\na: 1"), FieldTable.of()));
  }

  private Object resolved(String written) {
    Mapping root = new Placeholders(ENVIRONMENT, problems).resolve(read("a: " + written));
    Scalar scalar = (Scalar) root.entries().get("a").value();
    return scalar.value();
  }

  private Mapping read(String text) {
    return (Mapping) new YamlReader("w.yaml", null, problems).read(text);
  }
}
