package io.edgeflow.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {
  private static final String FILE = "workflow: {seed: 42}\nlist:\n  - {path: a.csv}\n";

  private final Problems problems = new Problems();

  @Test
  void a_value_is_replaced_and_typed_as_in_the_file() {
    assertThat(after("workflow.seed=43")).contains("\"seed\":43");
    assertThat(after("workflow.seed='43'")).contains("\"seed\":\"43\"");
  }

  @Test
  void missing_sections_are_made() {
    assertThat(after("a.b.c=true")).contains("\"a\":{\"b\":{\"c\":true}}");
  }

  @Test
  void an_item_of_a_list_is_reached_by_its_index() {
    assertThat(after("list[0].path=b.csv")).contains("[{\"path\":\"b.csv\"}]");
  }

  @Test
  void an_index_one_past_the_end_adds_an_item() {
    assertThat(after("list[1].path=b.csv")).contains("[{\"path\":\"a.csv\"},{\"path\":\"b.csv\"}]");
    assertThat(after("other[0]=x")).contains("\"other\":[\"x\"]");
  }

  @Test
  void a_value_may_be_a_list_or_a_section() {
    assertThat(after("list=[{type: webhook, url: http://127.0.0.1:80/a}]"))
        .contains("\"list\":[{\"type\":\"webhook\",\"url\":\"http://127.0.0.1:80/a\"}]");
  }

  @Test
  void an_equals_sign_in_the_value_belongs_to_it() {
    assertThat(after("a.b=x=y")).contains("\"b\":\"x=y\"");
  }

  @Test
  void the_last_of_two_settings_wins() {
    assertThat(after("workflow.seed=1", "workflow.seed=2")).contains("\"seed\":2");
  }

  @Test
  void the_value_says_that_it_was_set() {
    Mapping root = apply("workflow.seed=43");

    Mapping workflow = (Mapping) root.entries().get("workflow").value();
    assertThat(workflow.entries().get("seed").value().location()).hasToString("--set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workflow.seed",
        "=5",
        "a..b=1",
        "[0]=1",
        "a[x]=1",
        "workflow.seed.deeper=1",
        "workflow[0]=1",
        "list.path=1",
        "list[5].path=1",
        "a.b=[1",
        "a[0]b=1",
        "a.=1"
      })
  void what_cannot_be_set_is_a_problem(String setting) {
    apply(setting);

    assertThat(problems.all()).singleElement().asString().startsWith("--set: ");
  }

  private String after(String... settings) {
    String text = CanonicalConfig.text(apply(settings), FieldTable.of());
    assertThat(problems.all()).isEmpty();
    return text;
  }

  private Mapping apply(String... settings) {
    Mapping root = (Mapping) new YamlReader("w.yaml", null, problems).read(FILE);
    return new Overrides(problems).apply(root, List.of(settings));
  }
}
