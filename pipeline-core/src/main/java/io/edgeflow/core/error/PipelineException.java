package io.edgeflow.core.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The one unchecked exception of Edgeflow. Its message says what went wrong, the value found, the
 * limit, where, and what to do next.
 *
 * <pre>{@code
 * throw PipelineException.failed("The data file is missing")
 *     .where("config/data/digits.csv")
 *     .remedy("check data_pipeline.data_sources[0].path")
 *     .build();
 * }</pre>
 */
public final class PipelineException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;

  private PipelineException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of failure this is; each kind has its process exit code. */
  public enum Kind {
    /** The work failed: missing or broken input, an unreachable service, an engine error. */
    FAILED(1),
    /** Bad usage or configuration. */
    CONFIG(2),
    /** A quality gate blocked. */
    GATE_BLOCKED(3),
    /** A deployment was rolled back. */
    ROLLED_BACK(4),
    /** Another run holds the workspace lock. */
    LOCKED(75),
    /** Interrupted by the user; the run can be resumed. */
    INTERRUPTED(130);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of the process that ends with this kind of failure. */
    public int exitCode() {
      return exitCode;
    }
  }

  /** The kind of this failure. */
  public Kind kind() {
    return kind;
  }

  /** The message with its parts behind one another, for a list of problems. */
  public String inOneLine() {
    return String.valueOf(getMessage()).replaceAll("\\s*\\R\\s*", "; ");
  }

  /** Whether this says that the work was interrupted, which is no fault of what it worked on. */
  public boolean isInterruption() {
    return kind == Kind.INTERRUPTED;
  }

  /** Starts a failure of kind {@link Kind#FAILED}. */
  public static Builder failed(String what) {
    return of(Kind.FAILED, what);
  }

  /** Starts a failure of kind {@link Kind#CONFIG}. */
  public static Builder config(String what) {
    return of(Kind.CONFIG, what);
  }

  /** Starts a failure of kind {@link Kind#INTERRUPTED}; the thread's own mark is not touched. */
  public static Builder interrupted(String what) {
    return of(Kind.INTERRUPTED, what);
  }

  /** Starts a failure of the given kind; {@code what} is one sentence without a full stop. */
  public static Builder of(Kind kind, String what) {
    return new Builder(kind, what);
  }

  /** Collects the parts of a message. */
  public static final class Builder {
    private final Kind kind;
    private final StringBuilder message;
    private @Nullable Throwable cause;

    private Builder(Kind kind, String what) {
      this.kind = kind;
      this.message = new StringBuilder(what);
    }

    /** The value that was found. */
    public Builder found(Object value) {
      return line("found", value);
    }

    /** The limit or form that was expected. */
    public Builder limit(Object value) {
      return line("limit", value);
    }

    /** The file, key, node or device. */
    public Builder where(Object place) {
      return line("where", place);
    }

    /** What the reader can do next. */
    public Builder remedy(String what) {
      return line("remedy", what);
    }

    /** The exception behind this one; it is kept. */
    public Builder cause(Throwable what) {
      this.cause = what;
      return this;
    }

    /** Makes the exception. */
    public PipelineException build() {
      return new PipelineException(kind, message.toString(), cause);
    }

    private Builder line(String name, Object value) {
      message.append("\n  ").append(name).append(": ").append(value);
      return this;
    }
  }
}
