// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd;

import org.jspecify.annotations.Nullable;

/**
 * A resource of the directory with its version.
 *
 * @param version the newest version
 * @param resource what it says; null if it is gone
 */
public record Entry(Version version, @Nullable DirectoryResource resource) {}
