// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.part;

/**
 * A part as it lies at the target, and what is in it.
 *
 * @param name at the target
 * @param bytes its size
 * @param sha256 its hash, hex
 * @param plainBytes size of what is in it
 * @param plainSha256 hash of what is in it
 */
public record Part(String name, long bytes, String sha256, long plainBytes, String plainSha256) {}
