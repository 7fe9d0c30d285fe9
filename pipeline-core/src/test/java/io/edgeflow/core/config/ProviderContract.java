package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What every provider promises of itself.
 *
 * @param <P> the service interface
 */
public abstract class ProviderContract<P extends Provider> {
  /** The provider under test. */
  protected abstract P provider();

  /** Those on the class path. */
  protected abstract Providers<P> all();

  @Test
  void it_is_found_by_its_id() {
    assertThat(all().find(provider().id()))
        .hasValueSatisfying(found -> assertThat(found).hasSameClassAs(provider()));
  }

  @Test
  void it_says_what_it_is_in_one_line() {
    assertThat(provider().description())
        .isNotBlank()
        .hasSizeLessThan(120)
        .doesNotContain("\n")
        .doesNotEndWith(".");
  }

  @Test
  void it_gives_the_same_table_each_time_and_every_key_has_a_meaning() {
    assertThat(provider().fields()).isSameAs(provider().fields());
    assertThat(provider().fields().fields())
        .allSatisfy(field -> assertThat(field.doc()).isNotBlank());
  }

  @Test
  void another_instance_is_no_different() {
    assertThat(all().find(provider().id()).orElseThrow().fields())
        .isSameAs(provider().fields());
  }
}
