package io.edgeflow.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The words that a key takes, and what each of them stands for. */
final class Words {
  /** Any text, which stands for itself. */
  static final Words ANY = new Words(Map::of, text -> (String) text);

  private final Supplier<Map<String, ?>> meanings;
  private final Function<Object, String> word;

  private Words(Supplier<Map<String, ?>> meanings, Function<Object, String> word) {
    this.meanings = meanings;
    this.word = word;
  }

  /** Words for values, in their order; no values give {@link #ANY}. */
  @SuppressWarnings("unchecked")
  static <E> Words of(List<E> values, Function<E, String> word) {
    if (values.isEmpty()) {
      return ANY;
    }
    Map<String, E> byWord = new LinkedHashMap<>();
    values.forEach(value -> byWord.put(word.apply(value), value));
    return new Words(() -> byWord, value -> word.apply((E) value));
  }

  /** The ids of providers, looked up when they are asked for. */
  static Words of(Providers<?> providers) {
    return new Words(providers::all, provider -> ((Provider) provider).id());
  }

  boolean any() {
    return this == ANY;
  }

  List<String> all() {
    return List.copyOf(meanings.get().keySet());
  }

  /** What a word stands for, null when it is none of these. */
  @Nullable Object meaning(String text) {
    return any() ? text : meanings.get().get(text);
  }

  String word(Object meaning) {
    return word.apply(meaning);
  }
}
