package io.edgeflow.data.quality;

import io.edgeflow.data.engine.DataEngine;
import java.util.Arrays;

/**
 * Makes the SQL table {@code doubles} with each {@code twin} of several readable records. Most
 * records of most tables have no double, and to group all of them takes longer than all else that a
 * gate measures; so it is found out first which may have one, and these alone are grouped.
 */
final class Doubles {
  /** Where more may have a double, all records are grouped. */
  private static final int MOST_SUSPECTS = 1 << 20;

  /** So many looks at all records take no longer than to group them. */
  private static final int MOST_LOOKS = 8;

  private static final String GROUPED =
      """
      CREATE TABLE doubles AS SELECT twin FROM rows%s WHERE fault IS NULL
      GROUP BY twin HAVING COUNT(*) > 1
      """;

  /** A twin without its lowest bit, which a signed number has no room for. */
  private static final String KEY = "CAST(twin >> 1 AS BIGINT)";

  private final long[] suspects;
  private int count;

  private Doubles(int most) {
    this.suspects = new long[most];
  }

  static void create(DataEngine engine, long rows) {
    create(engine, rows, MOST_SUSPECTS, SeenHashes.MOST);
  }

  /**
   * Creates it.
   *
   * @param most how many may have a double before all records are grouped
   * @param share how many are looked at at a time
   */
  static void create(DataEngine engine, long rows, int most, int share) {
    long looks = (rows - 1) / share + 1;
    Doubles found = new Doubles((int) Math.min(rows, most));
    for (int look = 0; look < looks && looks <= MOST_LOOKS && !found.isFull(); look++) {
      String part = looks == 1 ? "" : " AND twin % " + looks + " = " + look;
      found.look(engine, "SELECT " + KEY + " FROM rows WHERE fault IS NULL" + part, rows / looks);
    }
    if (found.isFull() || looks > MOST_LOOKS) {
      engine.execute(GROUPED.formatted(""));
    } else if (found.count == 0) {
      engine.execute("CREATE TABLE doubles (twin UBIGINT)");
    } else {
      engine.loadIntegers("suspects", Arrays.stream(found.suspects, 0, found.count));
      engine.execute(GROUPED.formatted(" SEMI JOIN suspects ON " + KEY + " = number"));
      engine.execute("DROP TABLE suspects");
    }
  }

  private boolean isFull() {
    return count == suspects.length;
  }

  private void look(DataEngine engine, String keys, long rows) {
    SeenHashes seen = new SeenHashes(rows);
    engine.integers(
        keys,
        (read, number) -> {
          for (int i = 0; i < number; i++) {
            if (seen.add(read[i]) && !isFull()) {
              suspects[count++] = read[i];
            }
          }
        });
  }
}
