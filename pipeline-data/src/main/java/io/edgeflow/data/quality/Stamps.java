package io.edgeflow.data.quality;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.table.CollectedTable;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The times of all readable records as a file of 64-bit floats, big-endian, in seconds since 1970,
 * ascending: all that timeliness, which changes with the clock, depends on.
 */
public final class Stamps {
  private Stamps() {}

  /** Writes the times of a table. */
  public static Artifact write(CollectedTable table, WorkFolder folder, ArtifactStore store) {
    Path file = folder.file("stamps.f64");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      table
          .engine()
          .query(
              "SELECT stamp FROM rows WHERE fault IS NULL AND NOT isnan(stamp) ORDER BY stamp",
              row -> out.writeDouble(row.number(1)));
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the times of the records").cause(e).build();
    }
    return store.take("stamps.f64", file);
  }

  /**
   * The share of records that are timely, by the formula of {@link DataQualityChecker}.
   *
   * @param records all of them, those too without a readable time
   */
  public static Metric timeliness(Path file, long records, Duration maxAge, Instant now) {
    double seconds = seconds(now);
    try (FileChannel stamps = FileChannel.open(file)) {
      long timely = before(stamps, Math.nextUp(seconds)) - before(stamps, oldest(seconds, maxAge));
      return Metric.ratio(
          Dimension.TIMELINESS.id(),
          records == 0 ? Double.NaN : (double) timely / records,
          records);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the times of the records")
          .where(file)
          .cause(e)
          .build();
    }
  }

  static double seconds(Instant now) {
    return now.toEpochMilli() / 1e3;
  }

  /** The earliest time that is timely. */
  static double oldest(double seconds, Duration maxAge) {
    return seconds - maxAge.toMillis() / 1e3;
  }

  /** How many times are before {@code limit}. */
  private static long before(FileChannel stamps, double limit) throws IOException {
    long low = 0;
    long high = stamps.size() / Double.BYTES;
    ByteBuffer one = ByteBuffer.allocate(Double.BYTES);
    while (low < high) {
      long middle = (low + high) >>> 1;
      one.clear();
      while (one.hasRemaining()) {
        if (stamps.read(one, middle * Double.BYTES + one.position()) < 0) {
          throw new IOException("The file is cut short");
        }
      }
      if (one.getDouble(0) < limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
