package io.edgeflow.data.preparation;

import java.util.Locale;

/** The three splits; the order is their number in SQL. */
enum Part {
  TRAIN,
  VALIDATION,
  TEST;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
