// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

/**
 * A file of a log.
 *
 * @param name of the file
 * @param firstSequence of its first record
 * @param bytes its size
 */
public record LogSegment(String name, long firstSequence, long bytes) {}
