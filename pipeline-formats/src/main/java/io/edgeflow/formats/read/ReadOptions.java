package io.edgeflow.formats.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file leaves open.
 *
 * @param shapes by input the sizes of all its axes, for those that have open ones beside the batch
 * @param batch where the samples of a batch lie
 */
public record ReadOptions(Map<String, List<Integer>> shapes, BatchAxis batch) {
  /** Nothing is said; the file must say it. */
  public static final ReadOptions DEFAULTS = new ReadOptions(Map.of(), BatchAxis.AUTO);

  /** Copies the shapes. */
  public ReadOptions {
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
  }

  /** Where the samples of a batch lie in the inputs. */
  public enum BatchAxis {
    /**
     * As the file says. ONNX: along the first axis if it is open, and each open one of the same
     * name; else along the open axes if all have one name; {@link #NONE} if no axis is open and the
     * first is of size 1. TFLite: along the first axis if it is open or of size 1. Else as {@link
     * #FIRST}, and if the file cannot be read so, as {@link #NONE}.
     */
    AUTO,
    /** Along the first axis, whatever its size. */
    FIRST,
    /**
     * The file takes one sample at a time. Of an ONNX file a first axis of size 1 is then none of
     * the sample's.
     */
    NONE
  }
}
