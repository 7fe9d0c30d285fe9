package io.edgeflow.data.preparation;

import java.util.Locale;

/** The three splits. */
enum Part {
  TRAIN(0),
  VALIDATION(1),
  TEST(2);

  private final int number;

  Part(int number) {
    this.number = number;
  }

  /** Its number in SQL. */
  int number() {
    return number;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
