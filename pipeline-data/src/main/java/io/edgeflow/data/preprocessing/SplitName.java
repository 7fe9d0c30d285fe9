package io.edgeflow.data.preprocessing;

import java.util.Locale;

/** The three splits. */
enum SplitName {
  TRAIN(0),
  VALIDATION(1),
  TEST(2);

  private final int number;

  SplitName(int number) {
    this.number = number;
  }

  /** Its number in SQL. */
  int number() {
    return number;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
