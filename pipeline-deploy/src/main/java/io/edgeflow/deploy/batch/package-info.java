/** Batches of rows and their parts; imports only {@code io.edgeflow.core}. */
@NullMarked
package io.edgeflow.deploy.batch;

import org.jspecify.annotations.NullMarked;
