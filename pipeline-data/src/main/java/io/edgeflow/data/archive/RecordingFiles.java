package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recordings, one a file: WAV, or numbers in lines. Each is cut into windows, which are the
 * samples; {@code [time, features]} of their shape are the rows of a window and the channels of a
 * row.
 *
 * @param pattern a regular expression for a file's whole path, whose named groups are cells
 * @param columns of text, the channels; empty for all
 * @param overlap the share of a window that the next one begins with again, below 1
 * @param pad whether a last window that is not full is filled with zeros; else it is left out
 */
public record RecordingFiles(String pattern, List<String> columns, double overlap, boolean pad)
    implements SampleFiles {
  /** The cell with the path of a window's file. */
  public static final String RECORDING = "recording";

  private static final long MOST_RECORDING = 4L << 30;
  private static final byte[] RIFF = {'R', 'I', 'F', 'F'};

  /** Copies the columns. */
  public RecordingFiles {
    columns = List.copyOf(columns);
  }

  @Override
  public Optional<FeatureKind> samples() {
    return Optional.of(FeatureKind.SERIES);
  }

  @Override
  public boolean samplesOverlap() {
    return overlap > 0;
  }

  @Override
  public List<String> cells() {
    List<String> cells = new ArrayList<>(new PathPattern(pattern).names());
    cells.add(RECORDING);
    return cells;
  }

  @Override
  public List<String> columns(Archive archive, List<Integer> shape) {
    if (shape.size() != FeatureKind.SERIES.axes().size()) {
      throw PipelineException.config("The source holds recordings, which need a shape")
          .found(shape)
          .limit("[time, features]: the rows of a window, and the numbers of a row")
          .where("data_pipeline.features.shape")
          .remedy("two seconds of three axes at 32 Hz are [64, 3]")
          .build();
    }
    return FeatureNames.of(shape);
  }

  @Override
  public void read(Archive archive, List<Integer> shape, int threads, SampleSink sink)
      throws IOException {
    PathPattern paths = new PathPattern(pattern);
    int rate = 0;
    for (String name : archive.names()) {
      Optional<List<String>> found = paths.cells(name);
      if (found.isEmpty()) {
        sink.broken(name, "the path does not fit the pattern");
        continue;
      }
      List<String> cells = new ArrayList<>(found.get());
      cells.add(name);
      try (Recording recording = open(archive, name)) {
        rate = rate == 0 ? recording.rate() : rate;
        require(recording, shape.get(1), rate);
        new Windows(name, cells, shape, stride(shape.get(0)), sink).cut(recording, pad);
      } catch (PipelineException e) {
        sink.broken(name, Fault.of(e));
      } catch (IOException e) {
        if (!Compression.isDamage(e)) {
          throw e;
        }
        sink.broken(name, "the recording is compressed, and cut off or damaged");
      }
    }
  }

  private int stride(int time) {
    return Math.max(1, (int) Math.round(time * (1 - overlap)));
  }

  private Recording open(Archive archive, String name) throws IOException {
    InputStream in =
        new BufferedInputStream(
            new BoundedInput(
                Compression.plain(archive.stream(name)), MOST_RECORDING, RecordingFiles::tooLarge));
    in.mark(RIFF.length);
    boolean wav = Arrays.equals(in.readNBytes(RIFF.length), RIFF);
    in.reset();
    return wav ? new WavRecording(in) : new TextRecording(in, columns);
  }

  private static void require(Recording recording, int channels, int rate) {
    if (recording.channels() != channels) {
      throw PipelineException.failed("The recording has another number of channels")
          .found(recording.channels())
          .limit(channels)
          .build();
    }
    if (recording.rate() != rate) {
      throw PipelineException.failed("The recording has another rate than the first one")
          .found(recording.rate() + " Hz")
          .limit(rate + " Hz")
          .build();
    }
  }

  private static PipelineException tooLarge() {
    return PipelineException.failed("The recording is too large, uncompressed")
        .limit(MOST_RECORDING + " bytes")
        .build();
  }
}
