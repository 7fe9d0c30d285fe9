package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What each provider promises, whatever it is a provider of. */
public abstract class ProviderContract<P extends Provider> {
  /** The one that is tested. */
  protected abstract P provider();

  /** All of its kind. */
  protected abstract Providers<P> all();

  /** The keys that stand in an entry whatever its type is. */
  protected abstract FieldTable common();

  @Test
  void its_id_is_snake_case_and_finds_it_on_the_class_path() {
    assertThat(provider().id()).matches("[a-z][a-z0-9_]*");
    assertThat(all().find(provider().id())).containsInstanceOf(provider().getClass());
  }

  @Test
  void its_description_is_one_line_for_use_in_a_sentence() {
    assertThat(provider().description()).matches("[a-z0-9].*[^.]").hasLineCount(1);
  }

  @Test
  void its_table_is_the_same_each_time() {
    assertThat(provider().fields())
        .isSameAs(provider().fields())
        .isSameAs(all().find(provider().id()).orElseThrow().fields());
  }

  @Test
  void its_keys_explain_themselves_and_are_none_of_the_common_ones() {
    assertThat(provider().fields().fields())
        .allSatisfy(key -> assertThat(key.name()).matches("[a-z][a-z0-9_]*"))
        .allSatisfy(key -> assertThat(key.doc()).matches("\\S.*[^.\\s]").hasLineCount(1))
        .extracting(Field::name)
        .doesNotContainAnyElementsOf(common().fields().stream().map(Field::name).toList());
  }
}
